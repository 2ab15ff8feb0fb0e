package delphi.jobs.process;

/** What came of an attempt to start a command. */
public sealed interface Start {
  record Running(RunningProcess process) implements Start {}

  /**
   * It does not run, and nothing is left of the attempt.
   *
   * @param why in words, with the program's name and what to do
   * @param passing whether trying again may help: too many processes, out of memory
   * @param fault where it lies, for programs
   */
  record NotStarted(String why, boolean passing, Fault fault) implements Start {
    /** One whose fault is none of those that have a name. */
    public NotStarted(String why, boolean passing) {
      this(why, passing, Fault.OTHER);
    }
  }

  /** What keeps a command from starting. */
  enum Fault {
    /** The program or script is not there. */
    MISSING,
    /** It may not be executed. */
    NOT_EXECUTABLE,
    /** The interpreter that its first line asks for cannot be run. */
    INTERPRETER,
    OTHER
  }
}
