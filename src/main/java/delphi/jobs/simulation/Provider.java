package delphi.jobs.simulation;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where simulated scripts pay: takes every order, and remembers under which marker it came. */
final class Provider {
  private final Findings findings;
  private final Map<String, String> batches = new HashMap<>();
  private int accepted;

  Provider(Findings findings) {
    this.findings = findings;
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
    return batch;
  }

  /** The batch with that marker; null when there is none. */
  @Nullable String find(String marker) {
    return batches.get(marker);
  }
}
