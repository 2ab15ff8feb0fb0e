package delphi.jobs.web.pages;

import delphi.jobs.job.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The life of a job as a band of 1,000: how long it was in which state, one after the other.
 *
 * @param words what a reader who does not see it has to know
 */
public record LifeStrip(List<Part> parts, String words) {
  private static final double WIDTH = 1_000;
  private static final double THINNEST = 4;

  /** A time in one state. */
  public record Part(double x, double width, String tone, String words) {}

  /**
   * @param now where it goes on until then; null where it has ended
   */
  static LifeStrip of(List<Moment> moments, @Nullable Instant now) {
    List<Span> spans = spans(moments, now);
    double all = spans.stream().mapToDouble(Span::seconds).sum();
    double unit = (WIDTH - THINNEST * spans.size()) / Math.max(all, 1e-9);
    List<Part> parts = new ArrayList<>();
    List<String> words = new ArrayList<>();
    double x = 0;
    for (Span span : spans) {
      double width = THINNEST + (all == 0 ? 0 : span.seconds() * unit);
      String said = Show.word(span.state()) + " for " + Show.exact(span.length());
      parts.add(new Part(rounded(x), rounded(width), Show.tone(span.state()), said));
      words.add(said);
      x += width;
    }
    return new LifeStrip(List.copyOf(parts), "It was " + String.join(", then ", words) + ".");
  }

  private static List<Span> spans(List<Moment> moments, @Nullable Instant now) {
    List<Span> spans = new ArrayList<>();
    State state = null;
    Instant since = null;
    for (Moment moment : moments) {
      Instant at = moment.at();
      if (at == null || moment.to() == state) {
        continue;
      }
      if (state != null && since != null) {
        spans.add(Span.of(state, since, at));
      }
      state = moment.to();
      since = at;
    }
    if (state != null && since != null && !state.isTerminal() && now != null) {
      spans.add(Span.of(state, since, now));
    }
    return spans;
  }

  private record Span(State state, Duration length) {
    static Span of(State state, Instant from, Instant to) {
      return new Span(state, to.isBefore(from) ? Duration.ZERO : Duration.between(from, to));
    }

    double seconds() {
      return length.toMillis() / 1_000.0;
    }
  }

  private static double rounded(double number) {
    return Math.round(number * 10) / 10.0;
  }
}
