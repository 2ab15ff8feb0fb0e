package delphi.jobs.simulation;

import delphi.jobs.job.Status;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import java.util.Optional;

/** What has to be true of every job when its history is over. */
record EndRules(Weather weather, Server server, Referee referee, Findings findings) {
  /** Looks at every row that is left. */
  void close() {
    for (Row row : server.all()) {
      Dossier job = referee.dossier(row.jobId());
      if (!RawRow.isTerminal(row)) {
        findings.against(
            job, "never ended: " + RawRow.told(row) + " " + row.text(Name.PHASE).orElse(""));
      } else {
        closeEnded(job, row);
      }
    }
  }

  private static Optional<String> batchOf(Dossier job) {
    return Optional.ofNullable(job.batch);
  }

  private void closeEnded(Dossier job, Row row) {
    boolean completed = row.text(Name.STATUS).filter(Status.COMPLETED.name()::equals).isPresent();
    if (completed && job.script.follower() && server.get(job.jobId + "-next").isEmpty()) {
      findings.against(job, "completed, and the job that it ordered is not there");
    }
    if (completed && job.script.isPaid() && !row.text(Name.BATCH_ID).equals(batchOf(job))) {
      findings.against(job, "completed, and its batch is not " + job.batch);
    }
    boolean ours = !job.endedByScript || row.get(Name.CLAIM_ID) == null;
    if (ours && row.get(Name.LOCK_EXPIRES_AT) != null) {
      findings.against(
          job, "it has ended and is still locked, so that older pollers would take it");
    }
    if (weather.isOrderly()) {
      if (!ours) {
        findings.against(job, "its script has ended it, and nobody took note");
      }
      if (completed && job.script.leavesCheck() && !job.concluded && !job.joined) {
        findings.against(job, "its check has ended, and it waited on");
      }
      if (job.starts != job.script.runs() && !job.joined) {
        findings.against(job, "run " + job.starts + " times, and no host was gone");
      }
      Script last = job.concluded ? Script.checkOf(job.script) : job.script;
      boolean fails = last.end() == Script.End.FAILURE || last.end() == Script.End.HANGS;
      if (completed == fails && !job.joined) {
        findings.against(job, "ended " + RawRow.told(row) + ", and its script says " + last.end());
      }
    }
  }
}
