package delphi.jobs.explain;

import delphi.jobs.job.Status;
import delphi.jobs.job.Unreadable;

/** A row that is no job. */
final class Unread {
  private Unread() {}

  static Explanation of(Unreadable row, Facts facts) {
    boolean waits = row.status().equals(Status.PENDING.name());
    Explanation plain =
        waits
            ? new Explanation(
                row.id(),
                "UNREADABLE",
                Reason.UNREADABLE_WAITING,
                "The row cannot be read as a job; the next poller that sees it puts it aside as"
                    + " FAILED.")
            : new Explanation(
                row.id(),
                "UNREADABLE",
                Reason.UNREADABLE_LEFT_ALONE,
                "The row cannot be read as a job, and its status is not PENDING, so every poller of"
                    + " ours leaves it alone.");
    return plain
        .with("status", row.status())
        .with("wrong", String.join(" ", row.problems()))
        .with("submitted", row.createdAt())
        .then("delphi show " + facts.jobId() + " --json");
  }
}
