package delphi.jobs.engine;

import delphi.jobs.handler.JobHandler;
import delphi.jobs.job.Job;
import delphi.jobs.job.Marks;
import delphi.jobs.job.Outcome;
import delphi.jobs.job.Reading;
import delphi.jobs.job.State;
import delphi.jobs.job.Transition;
import delphi.jobs.process.ProcessResult;
import delphi.jobs.store.Answer;
import delphi.jobs.store.journal.OrderEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the engine would do without its guards: each method stands in for one of the product's, in
 * classes that are altered for it when they are loaded.
 */
@SuppressWarnings("unused") // called from altered byte code only
public final class Wrong {
  private Wrong() {}

  static Stopwatch fromTheAnswer(Renewal renewal) {
    return Stopwatch.start(renewal.started().time());
  }

  static Renewal fromTheLastTry(Renewal renewal, Duration pause, Time time) {
    Stopwatch now = Stopwatch.start(time);
    return new Renewal(renewal.transition(), now, renewal.tries() + 1, now, pause);
  }

  static Duration noWait(LeaseSettings settings) {
    return Duration.ZERO;
  }

  static Duration toTheEnd(LeaseSettings settings) {
    return settings.length();
  }

  static boolean alwaysMore(Job job) {
    return true;
  }

  static int counted(Job job) {
    return job.tenure().attempt();
  }

  static Optional<ProcessResult> neverEnds(Ear ear) {
    return Optional.empty();
  }

  static long tenHours(Claim claim) {
    return Duration.ofHours(10).toNanos();
  }

  static Optional<String> neverLost(Claim claim) {
    return Optional.empty();
  }

  static boolean costsNothing(JobHandler handler) {
    return false;
  }

  static Optional<String> noObjection(JobHandler handler, Job job) {
    return Optional.empty();
  }

  static Optional<Outcome> nobodyElse(Booking booking, OrderEntry there) {
    return Optional.empty();
  }

  static Answer takenForApplied(Claim claim, Transition.OfBasis change) {
    claim.write(change);
    return new Answer.Applied(claim.job());
  }

  static boolean saysSo(Channel channel) {
    return true;
  }

  static Optional<String> nothingFollows(Channel channel, Job job) {
    return Optional.empty();
  }

  static @Nullable Instant nobodyCancels(Marks marks) {
    return null;
  }

  static boolean agree(ClockWatch clocks) {
    return false;
  }

  static void deaf(ServerClock clock, Instant date, Duration roundTrip) {}

  static List<Reading> nothingKept(Replay replay) {
    return List.of();
  }

  static Optional<Job> noScriptEnds(delphi.jobs.job.Fence fence, @Nullable Reading current) {
    return Optional.empty();
  }

  static Optional<String> noConclusion(
      Conclusion conclusion, Reading after, @Nullable String error) {
    return Optional.empty();
  }

  static State alwaysCompleted(Job job) {
    return State.COMPLETED;
  }
}
