package delphi.jobs.desk;

/** How the program ends, for scripts; the numbers are a promise (README, Exit codes). */
public enum Exit {
  OK(0, "it worked"),
  FAILED(1, "the job or the operation failed"),
  USAGE(2, "the command line is wrong"),
  NOT_FOUND(3, "there is no such job"),
  CONFLICT(4, "something else is there, or the job is in another state"),
  TIMED_OUT(5, "the wait was over first"),
  UNREACHABLE(69, "the store does not answer"),
  INTERNAL(70, "a defect of this program"),
  TRY_AGAIN(75, "not now; another try may work"),
  YIELDED(76, "the jobs are left to the older pollers, which fail less"),
  CONFIGURATION(78, "a setting or the Java is wrong"),
  INTERRUPTED(130, "ended by Ctrl-C");

  private final int code;
  private final String meaning;

  Exit(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  public int code() {
    return code;
  }

  public String meaning() {
    return meaning;
  }
}
