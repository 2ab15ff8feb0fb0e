package delphi.jobs.app.bench;

import delphi.jobs.job.Batch;
import delphi.jobs.job.Config;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Request;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.Submitted;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** New jobs, of the size of real ones. */
final class Supply {
  private static final int HANDS = 8;

  /** As a server would send it: about a third of a kilobyte. */
  private static final Config CONFIG =
      new Config(
          Map.of(
              "job_type",
              NoOpHandler.TYPE.name(),
              "stages",
              List.of(
                  Map.of("stage", "PCA", "config", Map.of("max_votes", 10_000)),
                  Map.of("stage", "UMAP", "config", Map.of("n_neighbors", 15)),
                  Map.of("stage", "REPORT", "config", Map.of("model", "a-model-of-some-kind")))));

  private final Team team;
  private final RandomGenerator random;

  Supply(Team team, RandomGenerator random) {
    this.team = team;
    this.random = random;
  }

  NewJob job() {
    String id = new UUID(random.nextLong(), random.nextLong()).toString();
    Request request =
        new Request(
            Integer.toString(random.nextInt(10_000, 100_000)),
            "r" + id.replace("-", "").substring(0, 20),
            CONFIG,
            Map.of(),
            Request.DEFAULT_PRIORITY,
            Request.DEFAULT_MAX_RETRIES,
            null);
    return new NewJob(id, NoOpHandler.TYPE, request, Batch.NONE, "delphi-bench");
  }

  /**
   * Puts so many jobs into a store, each a millisecond younger than the one before.
   *
   * @return their ids, oldest first
   */
  List<String> fill(JobStore store, int count, Instant newest) throws InterruptedException {
    List<NewJob> jobs = Stream.generate(this::job).limit(count).toList();
    AtomicInteger next = new AtomicInteger();
    team.each(
        HANDS,
        "fill",
        () -> {
          for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
            submit(store, jobs.get(i), newest.minusMillis(count - i));
          }
        });
    return jobs.stream().map(NewJob::id).toList();
  }

  /** Puts one into the store for certain, or throws. */
  static void submit(JobStore store, NewJob job, Instant at) {
    switch (store.submit(job, at)) {
      case Submitted.Accepted _, Submitted.AlreadyThere _ -> {}
      case Submitted.Unclear(String why) -> throw new IllegalStateException(why);
      case Submitted.Refused(String why, String remedy) ->
          throw new IllegalStateException(why + " " + remedy);
      case Submitted.NotAccepted(String why, String remedy) ->
          throw new IllegalStateException(why + " " + remedy);
    }
  }
}
