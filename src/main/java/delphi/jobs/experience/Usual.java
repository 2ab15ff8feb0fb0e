package delphi.jobs.experience;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is usual of one type: of the newest runs that came to a good end how long each took, and
 * which stages they went through.
 *
 * @param runs how many there have been in all
 * @param durations of the newest of them, the newest last; at most {@value #DURATIONS_MAX}
 * @param stages in the order in which they begin; at most {@value #STAGES_MAX}
 */
public record Usual(long runs, List<Duration> durations, List<Stage> stages) {
  static final int DURATIONS_MAX = 20;
  static final int STAGES_MAX = 20;

  /** What a new run counts for at least in the share of a stage: habits change. */
  private static final int SEEN_MAX = 8;

  /** Of a type of which no run is known. */
  public static final Usual UNKNOWN = new Usual(0, List.of(), List.of());

  public Usual {
    durations = List.copyOf(durations);
    stages = List.copyOf(stages);
  }

  public boolean isKnown() {
    return !durations.isEmpty();
  }

  /**
   * Half of the known runs took no longer.
   *
   * @throws IllegalStateException if none is known
   */
  public Duration median() {
    return quantile(0.5);
  }

  /** Nine of ten known runs took no longer. */
  public Duration p90() {
    return quantile(0.9);
  }

  /** The stage that a script means by what it says. */
  public Optional<Stage> stage(String said) {
    String name = Stage.nameOf(said);
    return stages.stream().filter(stage -> stage.name().equals(name)).findFirst();
  }

  /** The same, knowing of one more run. */
  public Usual after(Run run) {
    List<Duration> newest = new ArrayList<>(durations);
    newest.add(run.took());
    List<Duration> kept = newest.subList(Math.max(0, newest.size() - DURATIONS_MAX), newest.size());
    return new Usual(runs + 1, kept, stagesAfter(run));
  }

  private List<Stage> stagesAfter(Run run) {
    Map<String, Double> shares = new LinkedHashMap<>();
    run.marks().forEach(mark -> shares.putIfAbsent(Stage.nameOf(mark.stage()), run.share(mark)));
    List<Stage> all = new ArrayList<>();
    for (Stage stage : stages) {
      Double share = shares.remove(stage.name());
      Stage next = share == null ? fainter(stage) : clearer(stage, share);
      if (next.seen() > 0) {
        all.add(next);
      }
    }
    shares.forEach((name, share) -> all.add(new Stage(name, share, 1)));
    return all.stream()
        .filter(stage -> !stage.name().isEmpty())
        .sorted((one, other) -> Integer.compare(other.seen(), one.seen()))
        .limit(STAGES_MAX)
        .sorted((one, other) -> Double.compare(one.share(), other.share()))
        .toList();
  }

  private static Stage clearer(Stage stage, double share) {
    int seen = Math.min(SEEN_MAX, stage.seen() + 1);
    return new Stage(stage.name(), stage.share() + (share - stage.share()) / seen, seen);
  }

  /** A stage that runs no longer go through is forgotten after a while. */
  private static Stage fainter(Stage stage) {
    return new Stage(stage.name(), stage.share(), stage.seen() - 1);
  }

  /** The least duration that so large a part of the known runs did not exceed. */
  private Duration quantile(double part) {
    if (durations.isEmpty()) {
      throw new IllegalStateException("no run is known");
    }
    List<Duration> sorted = durations.stream().sorted().toList();
    int rank = (int) Math.ceil(part * sorted.size());
    return sorted.get(Math.clamp(rank - 1, 0, sorted.size() - 1));
  }
}
