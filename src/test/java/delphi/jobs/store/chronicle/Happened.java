package delphi.jobs.store.chronicle;

import delphi.jobs.job.State;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Happenings for tests. */
public final class Happened {
  public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private Happened() {}

  public static Happening submitted() {
    return by(Step.SUBMIT, 1, 0, null, State.PENDING, Actor.operator("ann@desk"), Map.of());
  }

  public static Happening claimed(long version, int second, State from) {
    return ours(Step.CLAIM, version, second, from, State.PROCESSING, Map.of());
  }

  public static Happening ended(Step step, long version, int second, State to) {
    Map<String, String> facts = Map.of(Facts.CLAIM, Long.toString(version - 1));
    return ours(step, version, second, State.PROCESSING, to, facts);
  }

  public static Happening ours(
      Step step, long version, int second, State from, State to, Map<String, String> facts) {
    return by(step, version, second, from, to, Actor.worker("w1"), facts);
  }

  static Happening by(
      Step step,
      long version,
      int second,
      @Nullable State from,
      State to,
      Actor actor,
      Map<String, String> facts) {
    return new Happening(step, version, NOON.plusSeconds(second), from, to, actor, "", 1, facts);
  }
}
