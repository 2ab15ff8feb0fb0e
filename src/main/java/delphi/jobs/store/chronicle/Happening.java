package delphi.jobs.store.chronicle;

import delphi.jobs.job.State;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that has happened to a job.
 *
 * @param version the row's version after it
 * @param at when it was decided, by the clock of whoever did it
 * @param from the state before; null where there was none
 * @param reason why, in words; empty where there is nothing to say
 * @param attempt the number of attempts that counted then; 0 where that is not known
 * @param facts further ones, by their names in {@link Facts}
 */
public record Happening(
    Step step,
    long version,
    Instant at,
    @Nullable State from,
    State to,
    Actor actor,
    String reason,
    int attempt,
    Map<String, String> facts) {
  /**
   * The order in which they happened: the version orders what moves a job, whatever the clocks of
   * those say who did it; between two moves the clocks have to do.
   */
  public static final Comparator<Happening> ORDER =
      Comparator.comparingLong(Happening::version)
          .thenComparing(happening -> !happening.step().moves())
          .thenComparing(Happening::at)
          .thenComparing(Happening::step);

  public Happening {
    reason = Texts.shortened(reason, Texts.REASON_MAX);
    Map<String, String> all = new LinkedHashMap<>();
    facts.forEach((name, fact) -> all.put(name, Texts.shortened(fact, Texts.FACT_MAX)));
    facts = Collections.unmodifiableMap(all);
  }

  /** Whether two records tell of the same thing, which may have been noted twice. */
  public boolean isSameAs(Happening other) {
    boolean alike = step == other.step && version == other.version && to == other.to;
    return alike && (step.moves() || step == Step.SEEN || at.equals(other.at));
  }

  /** The version of the claim under which it was done, or which it made; null for others. */
  public @Nullable Long claim() {
    if (step == Step.CLAIM) {
      return version;
    }
    String claim = facts.get(Facts.CLAIM);
    return claim == null ? null : Long.valueOf(claim);
  }
}
