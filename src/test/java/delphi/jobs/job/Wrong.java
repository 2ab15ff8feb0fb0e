package delphi.jobs.job;

/** What jobs would be without their counts; see the engine's class of this name. */
@SuppressWarnings("unused") // called from altered byte code only
public final class Wrong {
  private Wrong() {}

  static int first(Tenure tenure) {
    return 0;
  }
}
