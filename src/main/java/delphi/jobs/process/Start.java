package delphi.jobs.process;

/** What came of an attempt to start a command. */
public sealed interface Start {
  record Running(RunningProcess process) implements Start {}

  /**
   * It does not run, and nothing is left of the attempt.
   *
   * @param why in words, with the program's name and what to do
   * @param passing whether trying again may help: too many processes, out of memory
   */
  record NotStarted(String why, boolean passing) implements Start {}
}
