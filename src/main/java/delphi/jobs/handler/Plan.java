package delphi.jobs.handler;

import delphi.jobs.process.Command;
import delphi.jobs.process.Limits;

/** What is to be done for a job. */
public sealed interface Plan {
  record Run(Command command, Limits limits) implements Plan {}

  /** Nothing can be run for it, and trying again would not change that; the reason in words. */
  record Impossible(String why) implements Plan {}
}
