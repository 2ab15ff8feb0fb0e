package delphi.jobs.handler;

import delphi.jobs.process.Command;
import delphi.jobs.process.Limits;
import java.util.List;

/** What is to be done for a job. */
public sealed interface Plan {
  /**
   * A command that does the work.
   *
   * @param warnings what was left out of it and why, in words; never a value of a variable
   */
  record Run(Command command, Limits limits, List<String> warnings) implements Plan {
    public Run {
      warnings = List.copyOf(warnings);
    }
  }

  /** Nothing can be run for it, and trying again would not change that; the reason in words. */
  record Impossible(String why) implements Plan {}
}
