package delphi.jobs.process;

import java.nio.file.Path;

/** A rung with a holder beside each command: it proves an end, and can count and limit. */
sealed interface Held extends Containment permits Leash, ControlGroup, Subreaper {
  /** What runs the holder. */
  Path python();

  /** The same rung, with these control groups for each command. */
  Held keeping(GroupPlan plan);

  @Override
  default boolean provesEnd() {
    return true;
  }
}
