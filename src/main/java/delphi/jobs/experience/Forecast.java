package delphi.jobs.experience;

import delphi.jobs.experience.Estimate.Basis;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Concludes from what is usual, and from how far a job is, how much longer it takes.
 *
 * <p>Whoever says nothing is compared with those known runs that took longer than it has run so
 * far. One that has reached a known place, a stage or a fraction, is expected to go on as fast as
 * until there; that counts the more, the nearer the place is to the end and the more others differ.
 * A place that should have been reached by now and has not been makes the whole longer.
 */
public final class Forecast {
  /** A place before this says nothing: what comes first is mostly preparation. */
  private static final double PLACE_MIN = 0.02;

  /** How far off the own speed is at the beginning: where others began a stage is known better. */
  private static final double STAGE_ERROR = 0.15;

  private static final double FRACTION_ERROR = 0.45;
  private static final double ERROR_MIN = 0.03;

  /** How wide four of five runs spread around their middle when too few are known to tell. */
  private static final double SPREAD_UNKNOWN = 0.35;

  private static final double SPREAD_MIN = 0.05;
  private static final int RUNS_FOR_SPREAD = 3;

  private final Usual usual;
  private final Situation now;
  private final double elapsed;

  private Forecast(Usual usual, Situation now) {
    this.usual = usual;
    this.now = now;
    this.elapsed = seconds(now.elapsed());
  }

  /** The estimate; empty when there is nothing that it could be concluded from. */
  public static Optional<Estimate> of(Usual usual, Situation now) {
    return Optional.ofNullable(new Forecast(usual, now).estimate());
  }

  private @Nullable Estimate estimate() {
    Place place = place();
    List<Double> longer =
        usual.durations().stream()
            .map(Forecast::seconds)
            .filter(seconds -> seconds > elapsed)
            .sorted()
            .toList();
    if (place == null) {
      return usual.isKnown() ? ofOthers(longer) : null;
    }
    double own = Math.max(place.whole(), elapsed);
    double weight = weight(place);
    double whole = longer.isEmpty() ? own : weight * own + (1 - weight) * at(longer, 0.5);
    double spread = Math.max(SPREAD_MIN, spread() * (1 - place.share()));
    return estimate(whole, whole * (1 - spread), whole * (1 + spread), place.basis());
  }

  /** What is less off counts more, as in any mean of uncertain figures. */
  private double weight(Place place) {
    double beginning = place.basis() == Basis.STAGES ? STAGE_ERROR : FRACTION_ERROR;
    double own = Math.max(ERROR_MIN, beginning * (1 - place.share()));
    double others = Math.max(ERROR_MIN, spread());
    return others * others / (others * others + own * own);
  }

  private Estimate ofOthers(List<Double> longer) {
    return longer.isEmpty()
        ? new Estimate(Duration.ZERO, Duration.ZERO, Duration.ZERO, true, Basis.DURATIONS)
        : estimate(at(longer, 0.5), at(longer, 0.1), at(longer, 0.9), Basis.DURATIONS);
  }

  private Estimate estimate(double whole, double least, double most, Basis basis) {
    return new Estimate(left(whole), left(least), left(most), false, basis);
  }

  private Duration left(double whole) {
    return Duration.ofMillis(Math.round(Math.max(0, whole - elapsed) * 1_000));
  }

  /**
   * A place in the run that was reached.
   *
   * @param whole how long the run takes at that speed, in seconds
   */
  private record Place(double share, double whole, Basis basis) {}

  /** The later of what it has said; of two at once the stage, whose place others have shown. */
  private @Nullable Place place() {
    Place stage = stage();
    Place fraction = fraction();
    if (stage == null || fraction == null) {
      return stage == null ? fraction : stage;
    }
    double stageAt = seconds(orElapsed(now.stageAfter()));
    double fractionAt = seconds(orElapsed(now.doneAfter()));
    return fractionAt > stageAt + 1 ? fraction : stage;
  }

  private @Nullable Place stage() {
    String said = now.stage();
    Duration after = now.stageAfter();
    Stage stage = said == null ? null : usual.stage(said).orElse(null);
    if (stage == null || after == null || stage.share() < PLACE_MIN) {
      return null;
    }
    double whole = seconds(after) / stage.share();
    Stage next = next(stage);
    double slow = next == null ? 0 : elapsed / next.share();
    return new Place(stage.share(), Math.max(whole, slow), Basis.STAGES);
  }

  private @Nullable Stage next(Stage stage) {
    return usual.stages().stream()
        .filter(other -> other.share() > stage.share() && other.seen() > 1)
        .findFirst()
        .orElse(null);
  }

  private @Nullable Place fraction() {
    Double done = now.done();
    return done == null || done < PLACE_MIN
        ? null
        : new Place(done, seconds(orElapsed(now.doneAfter())) / done, Basis.PROGRESS);
  }

  private Duration orElapsed(@Nullable Duration after) {
    return after == null ? now.elapsed() : after;
  }

  /** How far four of five known runs lie from the middle, as a part of it. */
  private double spread() {
    if (usual.durations().size() < RUNS_FOR_SPREAD) {
      return SPREAD_UNKNOWN;
    }
    List<Double> all = usual.durations().stream().map(Forecast::seconds).sorted().toList();
    return (at(all, 0.9) - at(all, 0.1)) / 2 / Math.max(0.001, at(all, 0.5));
  }

  private static double at(List<Double> sorted, double part) {
    int rank = (int) Math.ceil(part * sorted.size());
    return sorted.get(Math.clamp(rank - 1, 0, sorted.size() - 1));
  }

  private static double seconds(Duration span) {
    return span.toMillis() / 1_000.0;
  }
}
