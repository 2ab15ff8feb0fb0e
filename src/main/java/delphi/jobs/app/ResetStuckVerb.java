package delphi.jobs.app;

import delphi.jobs.desk.Deed;
import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import delphi.jobs.desk.Spans;
import delphi.jobs.job.Job;
import delphi.jobs.job.Lease;
import delphi.jobs.job.State;
import delphi.jobs.job.Status;
import delphi.jobs.store.JobFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts back what stands in PROCESSING and belongs to nobody who is known to be alive. */
@Command(
    name = "reset-stuck",
    description =
        "Put jobs back that stand in PROCESSING while nobody is known to work on them: without a"
            + " lock, or with one that ran out, and not touched for a long time.")
final class ResetStuckVerb implements Verb {
  private static final String LONG = "4h";

  @Option(
      names = "--older-than",
      paramLabel = "SPAN",
      description = "Only jobs that nobody has written to for so long (default 4h).")
  private String olderThan = LONG;

  @Mixin private final Assurance assurance = new Assurance();

  @Override
  public Exit run(Session session) {
    Duration age = age();
    Instant now = session.now();
    try (OpenStore store = session.openStore()) {
      JobFilter processing =
          new JobFilter(Status.PROCESSING, null, null, null, JobFilter.LIMIT_MAX);
      List<Job> jobs =
          store.jobs().jobs(processing).stream().filter(job -> isStuck(job, now, age)).toList();
      return new SteeringRun(session, store.jobs(), assurance, Deed.REQUEUE)
          .toAllOf(jobs, "reset-stuck --older-than " + olderThan);
    }
  }

  /** Its own time-out must be over as well: the older pollers write nothing while a script runs. */
  private static boolean isStuck(Job job, Instant now, Duration age) {
    if (job.state() != State.PROCESSING) {
      return false;
    }
    Lease lock = job.tenure().lease();
    if (lock != null && !lock.expiredAt(now.minus(age))) {
      return false;
    }
    Duration timeout = job.request().timeout();
    Duration span = timeout == null || timeout.compareTo(age) < 0 ? age : timeout;
    return Stream.of(job.history().startedAt(), job.history().updatedAt())
        .filter(Objects::nonNull)
        .allMatch(time -> time.isBefore(now.minus(span)));
  }

  private Duration age() {
    try {
      return Spans.parse(olderThan);
    } catch (IllegalArgumentException noSpan) {
      throw new Problem(
          Exit.USAGE,
          "--older-than " + olderThan,
          "it is no span of time",
          "Give seconds, or a span like 90m or 4h.",
          noSpan);
    }
  }
}
