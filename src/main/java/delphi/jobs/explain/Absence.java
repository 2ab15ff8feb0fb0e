package delphi.jobs.explain;

/** Where no row was found, or none could be looked for. */
final class Absence {
  private Absence() {}

  static Explanation missing(Facts facts) {
    return new Explanation(
            facts.jobId(),
            "",
            Reason.NO_SUCH_JOB,
            "There is no job of this id in the table; it was never submitted there, or somebody has"
                + " deleted its row.")
        .then("delphi list");
  }

  static Explanation of(Subject.Unanswered unanswered, Facts facts) {
    Reason reason =
        switch (unanswered.kind()) {
          case MISSING -> Reason.NO_TABLE;
          case INVALID -> Reason.NO_INDEX;
          case DENIED -> Reason.NO_ACCESS;
          case UNAVAILABLE -> Reason.NO_ANSWER;
        };
    String what =
        switch (unanswered.kind()) {
          case MISSING -> "There is no table where jobs should be, so no poller can take any.";
          case INVALID -> "The table does not take the question; an index of it may be missing.";
          case DENIED -> "The table may not be read with these credentials.";
          case UNAVAILABLE -> "The table does not answer; nothing can be said of any job.";
        };
    Explanation plain =
        new Explanation(facts.jobId(), "", reason, what)
            .with("answer", unanswered.why())
            .with("remedy", unanswered.remedy());
    return reason == Reason.NO_ANSWER
        ? plain.then("delphi why " + facts.jobId())
        : plain.then("delphi init --dry-run");
  }
}
