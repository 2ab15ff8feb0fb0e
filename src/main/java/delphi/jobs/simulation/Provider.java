package delphi.jobs.simulation;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where simulated scripts pay: takes every order, and remembers under which marker it came. */
final class Provider {
  private final Findings findings;
  private final Referee referee;
  private final Map<String, String> batches = new HashMap<>();
  private int accepted;

  Provider(Findings findings, Referee referee) {
    this.findings = findings;
    this.referee = referee;
  }

  /** Takes an order of a job, and charges for it. */
  String accept(Dossier job, String marker) {
    String batch = "batch-" + accepted++;
    findings.tell(-1, "pays", job.jobId + " " + batch);
    batches.put(marker, batch);
    job.batch = batch;
    job.payments++;
    if (job.payments > 1) {
      findings.against(job, "paid for twice");
    }
    for (Dossier other : referee.all()) {
      boolean same = other.script.isPaid() && conversation(other).equals(conversation(job));
      if (same && other != job && other.batch != null && !other.ended) {
        findings.against(job, "paid for, and " + other.jobId + " waits for the same");
      }
    }
    return batch;
  }

  private static String conversation(Dossier job) {
    return Operator.conversation(job.jobId, job.script);
  }

  /** The batch with that marker; null when there is none. */
  @Nullable String find(String marker) {
    return batches.get(marker);
  }
}
