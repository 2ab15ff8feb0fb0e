package delphi.jobs.web.pages;

import delphi.jobs.explain.Docket;
import delphi.jobs.explain.Severity;
import delphi.jobs.overview.Picture;
import delphi.jobs.stats.Figures;
import delphi.jobs.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The first page: what is wrong, what runs, what waits and why, and how the day was.
 *
 * @param picture null where nothing was ever read
 * @param past null where it could not be read
 */
public record Overview(
    @Nullable Picture picture,
    List<Problem> problems,
    List<Docket.Group> reasons,
    @Nullable Retrospect past,
    boolean mayOperate) {
  private static final int RUNNING_SHOWN = 50;

  /**
   * Something that does not pass by itself, or that somebody should look at.
   *
   * @param remedy what to do; null for nothing
   * @param jobs some that it concerns
   */
  public record Problem(
      String tone, String word, String what, @Nullable String remedy, List<String> jobs) {}

  static Overview of(Lookout lookout, boolean mayOperate) {
    List<Problem> problems = new ArrayList<>();
    Picture picture = read(lookout::picture, problems);
    List<Docket.Group> reasons = read(lookout::reasons, new ArrayList<>());
    Retrospect past = read(lookout::past, new ArrayList<>());
    List<Docket.Group> known = reasons == null ? List.of() : reasons;
    known.stream()
        .filter(group -> group.reason().severity().compareTo(Severity.LOOK) >= 0)
        .map(Overview::problem)
        .forEach(problems::add);
    Picture shown = picture == null ? lookout.lastPicture() : picture;
    if (shown != null) {
      workers(shown, problems);
    }
    List<Docket.Group> waiting =
        known.stream().filter(group -> group.reason().severity() != Severity.FINE).toList();
    return new Overview(shown, List.copyOf(problems), waiting, past, mayOperate);
  }

  /** Whether there is nothing to see at all. */
  public boolean isEmpty() {
    return picture != null
        && past != null
        && past.isEmpty()
        && reasons.isEmpty()
        && picture.running().isEmpty()
        && picture.waiting().isEmpty()
        && picture.parked().count() == 0
        && picture.held().count() == 0;
  }

  /** Those that run longest. */
  public List<Picture.Running> running() {
    List<Picture.Running> all = picture == null ? List.of() : picture.running();
    return all.subList(0, Math.min(RUNNING_SHOWN, all.size()));
  }

  public ThroughputChart chart() {
    return ThroughputChart.of(past);
  }

  public List<DurationStrip> durations() {
    return past == null ? List.of() : DurationStrip.all(past.types(), longest());
  }

  /** What the scale of durations is, in words; empty where no duration is known. */
  public String scale() {
    Duration longest = longest();
    return longest.isZero()
        ? ""
        : "The pictures have one scale, by powers of ten, from a tenth of a second to "
            + Show.exact(longest)
            + ".";
  }

  private Duration longest() {
    return past == null
        ? Duration.ZERO
        : past.types().stream()
            .map(Figures::took)
            .map(took -> took.longest())
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
  }

  private static Problem problem(Docket.Group group) {
    String next = group.next();
    return new Problem(
        Show.tone(group.reason().severity()),
        Show.count(group.jobs(), "job"),
        group.summary(),
        next == null ? null : "Next: `" + next + "`",
        group.examples());
  }

  private static void workers(Picture picture, List<Problem> problems) {
    if (picture.workers().isEmpty()) {
      problems.add(
          new Problem(
              "look",
              "nobody polls",
              "No poller has published itself, and none holds a job.",
              "Start one: delphi poll",
              List.of()));
    }
    for (Picture.Worker worker : picture.workers()) {
      if (worker.slots() != null && !worker.note().isEmpty()) {
        problems.add(
            new Problem("look", "poller", worker.id() + ": " + worker.note(), null, List.of()));
      }
    }
  }

  private static <T> @Nullable T read(Supplier<T> source, List<Problem> problems) {
    try {
      return source.get();
    } catch (StoreException unanswered) {
      problems.add(
          new Problem(
              "bad",
              "no answer",
              String.valueOf(unanswered.getMessage()),
              unanswered.remedy(),
              List.of()));
      return null;
    }
  }
}
