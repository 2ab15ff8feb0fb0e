package delphi.jobs.migration;

import delphi.jobs.job.JobType;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Ours beside theirs, type by type: jobs of different types fail for different reasons, and to add
 * them up would compare what each fleet was given rather than what it made of it.
 */
public record Comparison(Map<JobType, Pair> types) {
  public Comparison {
    types = Collections.unmodifiableMap(new TreeMap<>(types));
  }

  /** Both fleets at one type. */
  public record Pair(Side ours, Side theirs) {
    /** How likely our failures are by chance alone, if both fail alike. */
    public double chanceThatOursIsNotWorse() {
      return Fisher.chance(ours.failed(), ours.jobs(), theirs.failed(), theirs.jobs());
    }

    /** The same the other way round. */
    public double chanceThatTheirsIsNotWorse() {
      return Fisher.chance(theirs.failed(), theirs.jobs(), ours.failed(), ours.jobs());
    }

    /**
     * What can be said.
     *
     * @param limit a chance below it is taken for none
     */
    public Verdict verdict(double limit) {
      if (Fisher.leastChance(ours.jobs(), theirs.jobs()) >= limit
          && Fisher.leastChance(theirs.jobs(), ours.jobs()) >= limit) {
        return Verdict.TOO_FEW;
      }
      if (chanceThatOursIsNotWorse() < limit) {
        return Verdict.OURS_WORSE;
      }
      return chanceThatTheirsIsNotWorse() < limit ? Verdict.THEIRS_WORSE : Verdict.NO_DIFFERENCE;
    }
  }

  /** What the failures of two fleets say. */
  public enum Verdict {
    /** Even if one side had failed throughout and the other never, it might be chance. */
    TOO_FEW("too few jobs to tell"),
    NO_DIFFERENCE("no difference shown"),
    OURS_WORSE("ours fails more often"),
    THEIRS_WORSE("theirs fails more often");

    private final String words;

    Verdict(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  public static Comparison of(List<Finished> jobs) {
    Map<JobType, List<Finished>> byType =
        jobs.stream()
            .collect(Collectors.groupingBy(Finished::type, TreeMap::new, Collectors.toList()));
    Map<JobType, Pair> types = new TreeMap<>();
    byType.forEach((type, all) ->
        types.put(
            type,
            new Pair(
                Side.of(all.stream().filter(Finished::isOurs).toList()),
                Side.of(all.stream().filter(job -> !job.isOurs()).toList()))));
    return new Comparison(types);
  }

  /**
   * Why ours should hand back: at one type that both fleets had, it fails more often, and that this
   * is chance is less likely than the limit, divided by the number of such types because each is a
   * chance to be wrong. Empty when it should not.
   */
  public Optional<String> whyOursIsWorse(double limit) {
    List<Map.Entry<JobType, Pair>> both =
        types.entrySet().stream()
            .filter(
                type -> type.getValue().ours().jobs() > 0 && type.getValue().theirs().jobs() > 0)
            .toList();
    return both.stream()
        .filter(type -> type.getValue().verdict(limit / both.size()) == Verdict.OURS_WORSE)
        .min(Comparator.comparingDouble(type -> type.getValue().chanceThatOursIsNotWorse()))
        .map(type -> words(type.getKey(), type.getValue()));
  }

  private static String words(JobType type, Pair pair) {
    String failure =
        pair.ours().failures().keySet().stream().findFirst().map(w -> ", mostly: " + w).orElse("");
    return "of the newest %s jobs, ours failed %d of %d and theirs %d of %d (by chance: %.2g)%s"
        .formatted(
            type,
            pair.ours().failed(),
            pair.ours().jobs(),
            pair.theirs().failed(),
            pair.theirs().jobs(),
            pair.chanceThatOursIsNotWorse(),
            failure);
  }

  /**
   * The newest of jobs, at most so many; those of which it is not known when they were created
   * last.
   */
  public static List<Finished> newest(Stream<Finished> jobs, int most) {
    return jobs.sorted(
            Comparator.comparing(
                    Finished::createdAt, Comparator.nullsFirst(Comparator.naturalOrder()))
                .reversed())
        .limit(most)
        .toList();
  }
}
