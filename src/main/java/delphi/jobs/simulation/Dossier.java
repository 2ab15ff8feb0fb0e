package delphi.jobs.simulation;

import delphi.jobs.store.row.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is true of one job, kept beside the table by those who see everything. */
final class Dossier {
  private static final String LOOK = "-look";

  final String jobId;
  final Script script;

  /** The process that lives; null when there is none. */
  @Nullable SimulatedProcess process;

  /** The claim that holds the job; null when nobody does. */
  @Nullable String owner;

  /** The life that made the claim. */
  @Nullable Life holder;

  /** When the holder died; −1 while it has not. */
  long abandonedAt = -1;

  /** When the newest renewal was decided that was sent after the process had ended. */
  @Nullable Instant renewedAt;

  /** How many renewals were decided since the process has ended. */
  int idleRenewals;

  /** As it was written last. */
  @Nullable Row row;

  /** The batch that was ordered last; null when none was. */
  @Nullable String batch;

  /** When its lease was last written; −1 when it never was. */
  long leasedAt = -1;

  /** Whether somebody has put an end to it before it ran. */
  boolean cancelled;

  /** How often its process could not be started. */
  int unstarted;

  int payments;

  /** What pollers and people have made of it, in order; renewals are not among them. */
  final List<Deed> deeds = new ArrayList<>();

  /** Whether it has ended with another job's order. */
  boolean joined;

  int starts;
  int finishedRuns;
  int lostRuns;
  int releases;
  int rescues;
  boolean ended;
  boolean endedByScript;
  boolean succeeded;
  boolean failed;
  boolean cancelAsked;

  /** Whether an end of it lies on a disk that the table is to have. */
  boolean isKept;

  /** Whether it has ended because the look after its batch has. */
  boolean concluded;

  Dossier(String jobId, Script script) {
    this.jobId = jobId;
    this.script = script;
  }

  /** What the job is called that looks after its batch. */
  String lookId() {
    return jobId + LOOK;
  }

  /** What the job is called after whose batch this one looks; empty if it is no such job. */
  static Optional<String> rootOf(String jobId) {
    return jobId.endsWith(LOOK)
        ? Optional.of(jobId.substring(0, jobId.length() - LOOK.length()))
        : Optional.empty();
  }
}
