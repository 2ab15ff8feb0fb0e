package delphi.jobs.migration;

/**
 * One thing that was looked at, and what is to be done about it.
 *
 * @param id stable, for programs
 * @param detail what was found, in words
 * @param fix what to do; empty when it is nothing
 */
public record Remark(String id, Severity severity, String detail, String fix) {
  public static Remark fine(String id, String detail) {
    return new Remark(id, Severity.FINE, detail, "");
  }

  public static Remark warning(String id, String detail, String fix) {
    return new Remark(id, Severity.WARNING, detail, fix);
  }

  public static Remark problem(String id, String detail, String fix) {
    return new Remark(id, Severity.PROBLEM, detail, fix);
  }

  public boolean isOk() {
    return severity != Severity.PROBLEM;
  }
}
