package delphi.jobs.simulation;

import java.util.ArrayList;
import java.util.List;

/** What was seen in one history that must not be, and the way to tell what is seen at all. */
final class Findings {
  private static final int MOST = 20;

  private final Timeline timeline;
  private final Trace trace;
  private final List<String> violations = new ArrayList<>();

  Findings(Timeline timeline, Trace trace) {
    this.timeline = timeline;
    this.trace = trace;
  }

  /** Something that is promised does not hold for a job. */
  void against(Dossier job, String what) {
    add(job.jobId + ": " + what);
  }

  void add(String violation) {
    tell(-1, "VIOLATION", violation);
    if (violations.size() < MOST) {
      violations.add(violation);
    }
  }

  List<String> all() {
    return violations;
  }

  void tell(int host, String what, String about) {
    trace.tell(host, what, about);
  }

  long now() {
    return timeline.now();
  }
}
