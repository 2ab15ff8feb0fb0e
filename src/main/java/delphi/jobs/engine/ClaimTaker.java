package delphi.jobs.engine;

import delphi.jobs.job.Job;
import delphi.jobs.job.LogTail;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Transition;
import delphi.jobs.job.Unreadable;
import delphi.jobs.store.Answer;
import java.time.Duration;
import java.util.Map;

/** Takes jobs: writes the claim, and finds out whether it is ours. */
final class ClaimTaker {
  static final Duration RETRY_FIRST = Duration.ofMillis(200);
  static final Duration RETRY_MOST = Duration.ofSeconds(15);
  private static final int TAIL_ENTRIES = 10;

  /** The attribute that says so. */
  private static final String CONTAINMENT = "containment";

  private final Ports ports;
  private final EngineSettings settings;

  ClaimTaker(Ports ports, EngineSettings settings) {
    this.ports = ports;
    this.settings = settings;
  }

  /**
   * Tries to take a job that was read as free. An answer that does not come is asked for again with
   * the identical request, as long as the lease that it would give could still be used and nobody
   * is in a hurry.
   */
  Taken take(Job candidate, StopRequest stop, Signal wake) throws InterruptedException {
    // The lease counts from before the first try of the request that may be applied (Time 2).
    Stopwatch lease = Stopwatch.start(ports.time());
    Transition.Claim request =
        Transition.Claim.of(
                candidate,
                settings.workerId(),
                ports.newIdentity(),
                settings.lease().length(),
                ports.time().instant())
            .lockedFrom(ports.serverClock().latest())
            .with(containment());
    for (int tries = 1; ; tries++) {
      Answer answer = ports.store().apply(request);
      if (answer instanceof Answer.TooLarge(String why)) {
        // What fills a row is nearly always its log; nothing of this request has been written.
        LogTail tried = request.notes().log();
        if (tried != null && tried.entries().isEmpty()) {
          return new Overfull(ports, candidate).putAside(why);
        }
        int entries = tried == null ? TAIL_ENTRIES : 0;
        request = request.with(new Notes(candidate.log().newest(entries), null, Map.of(), null));
        continue;
      }
      if (!(answer instanceof Answer.Unclear(String why))) {
        return settled(answer, request, lease);
      }
      if (stop.isHurried() || lease.hasReached(settings.lease().usable())) {
        return new Taken.Unwritable(
            "the claim of job " + candidate.id() + " was not answered: " + why,
            "If the claim was written all the same, its lease runs out and the job is rescued.");
      }
      wake.await(Backoff.fullJitter(RETRY_FIRST, RETRY_MOST, tries, ports.random()));
    }
  }

  /** What will hold the job's processes, for whoever has to know whether they are gone. */
  private Notes containment() {
    Map<String, String> set =
        ports.processes().rung().map(rung -> Map.of(CONTAINMENT, rung.word())).orElse(Map.of());
    return new Notes(null, null, set, null);
  }

  private Taken settled(Answer answer, Transition.Claim request, Stopwatch lease) {
    return switch (answer) {
      case Answer.Applied(Job job) ->
          new Taken.Won(new Claim(ports, settings, job, request.fence(), lease));
      case Answer.Applied(Unreadable row) ->
          new Taken.Missed("its row became unreadable: " + String.join(" ", row.problems()));
      case Answer.Stale(Reading current) ->
          new Taken.Missed(current == null ? "its row is gone" : "somebody was faster");
      case Answer.TooLarge(String why) -> new Taken.Missed(why);
      case Answer.Refused(String why, String remedy) -> new Taken.Unwritable(why, remedy);
      case Answer.Unclear(String why) -> new Taken.Missed(why);
    };
  }
}
