package delphi.jobs.store.roster;

import delphi.jobs.job.JobType;
import delphi.jobs.job.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** A record of a poller to start from. */
public final class AWorker {
  public static final Instant BEAT = Instant.parse("2026-11-22T12:00:00Z");
  private static final Program PROGRAM = new Program("1.2.3", "host-7", 4711, "0a1b2c3d4e5f");
  private static final Health HEALTHY = new Health("leash", null, null);

  private AWorker() {}

  /** One of two slots is taken, and its last beat was at {@link #BEAT}. */
  public static WorkerRecord named(String id) {
    return new WorkerRecord(
        id,
        PROGRAM,
        new Presence(
            Standing.WORKING, BEAT.minus(Duration.ofHours(1)), BEAT, Duration.ofSeconds(30)),
        new Load(2, 1, List.of("job-1")),
        Scope.ALL,
        HEALTHY);
  }

  /** The same, with everything that a record can have. */
  public static WorkerRecord full(String id) {
    WorkerRecord plain = named(id);
    return new WorkerRecord(
        id,
        plain.program(),
        new Presence(Standing.DRAINING, BEAT, BEAT.plusMillis(1), Duration.ofSeconds(30)),
        new Load(3, 2, List.of("job-1", "job-2")),
        new Scope(
            Set.of(JobType.FULL_PIPELINE, JobType.BATCH_STATUS_CHECK),
            Set.of(JobType.FULL_PIPELINE),
            Set.of(new JobType("ÄNDERUNG 🎈")),
            new Share(250)),
        new Health(
            "subreaper",
            Duration.ofMillis(-1_500),
            new Trouble(Trouble.Kind.TABLE, "throttled", BEAT)));
  }
}
