package delphi.jobs.simulation;

import delphi.jobs.job.Batch;
import delphi.jobs.job.Config;
import delphi.jobs.job.Job;
import delphi.jobs.job.Move;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Order;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Request;
import delphi.jobs.job.Results;
import delphi.jobs.job.State;
import delphi.jobs.job.Transition;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.TableJobStore;
import delphi.jobs.store.chronicle.Actor;
import delphi.jobs.store.chronicle.Chronicle;
import delphi.jobs.store.chronicle.ChronicledStore;
import delphi.jobs.store.chronicle.PageText;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Query;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.Table;
import delphi.jobs.store.row.Written;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The people: they submit jobs, change their minds, and see to what is held. */
final class Operator {
  private static final long SECOND = 1_000_000_000L;

  private final Scene scene;
  private final Map<String, Script> scripts;
  private final RandomGenerator random;
  private final Life life = new Life();
  private final JobStore store;
  private boolean hasSubmitted;

  Operator(Scene scene, Map<String, Script> scripts, RandomGenerator random) {
    this.scene = scene;
    this.scripts = scripts;
    this.random = random;
    TableJobStore real = new TableJobStore(new Desk(scene, life), Memory.READER, scene.memory());
    this.store = noting(new Errands(real, scene.timeline(), scene.referee()), scene.chronicle());
  }

  /** People write down at once what they do. */
  private static JobStore noting(JobStore store, @Nullable Chronicle chronicle) {
    return chronicle == null
        ? store
        : new ChronicledStore(
            store,
            Actor.operator("people"),
            (job, happening) ->
                chronicle.add(PageText.pack(job, List.of(happening), Instant.EPOCH)));
  }

  /** Whether every job is in the table. */
  boolean hasSubmitted() {
    return hasSubmitted;
  }

  void start() {
    scene.timeline().spawn(life, "operator", this::work);
  }

  private void work() {
    for (Map.Entry<String, Script> entry : scripts.entrySet()) {
      scene.timeline().sleep(random.nextLong(2 * SECOND));
      submit(entry.getKey(), entry.getValue());
      if (scene.weather().kind() == Weather.Kind.STORM && random.nextInt(20) == 0) {
        String id = entry.getKey();
        long later = random.nextLong(120 * SECOND);
        scene.timeline().spawn(life, "cancel", () -> cancel(id, later));
      }
    }
    hasSubmitted = true;
    while (true) {
      scene.timeline().sleep(30 * SECOND);
      releaseHeld();
    }
  }

  private void submit(String id, Script script) {
    NewJob job =
        new NewJob(
            id,
            script.isPaid() ? SimulatedHandler.PAID : SimulatedHandler.FREE,
            new Request(
                conversation(id, script), null, Config.EMPTY, Map.of(), 50, script.retries(), null),
            Batch.NONE,
            "operator");
    store.submit(job, now());
  }

  /** Impatient people ask three times for the same. */
  static String conversation(String id, Script script) {
    return script.isPaid() ? "paid-" + Integer.parseInt(id.replaceAll("\\D", "")) / 12 : "1";
  }

  private void cancel(String id, long later) {
    scene.timeline().sleep(later);
    if (!(store.find(id).orElse(null) instanceof Job job)) {
      return;
    }
    if (Move.CANCEL.mayStartFrom(job.state())) {
      store.apply(new Transition.Cancel(job.seen(), Results.failure("cancelled"), now()));
    } else if (Move.REQUEST_CANCEL.mayStartFrom(job.state())) {
      store.apply(new Transition.RequestCancel(job.seen(), now()));
    }
  }

  private void releaseHeld() {
    for (Row row : List.copyOf(scene.server().all())) {
      Reading reading = store.read(row);
      if (reading instanceof Job job && job.state() == State.HELD) {
        letGoOn(job);
      }
    }
  }

  /** Asks the provider first where something may have been paid for; some do not, and only wait. */
  private void letGoOn(Job held) {
    Order open = held.openOrder().orElse(null);
    if (open == null) {
      store.apply(new Transition.Release(held.seen(), now()));
      return;
    }
    if (scene.weather().kind() == Weather.Kind.STORM && random.nextInt(4) == 0) {
      if (random.nextBoolean()) {
        store.apply(new Transition.Release(held.seen(), now()));
      } else {
        scene.server().reset(held.id());
      }
      return;
    }
    String batch = scene.provider().find(open.marker());
    store.apply(
        batch == null
            ? new Transition.FindNoOrder(held.seen(), "there is none", now())
            : new Transition.FindOrder(held.seen(), batch, "found", now()));
  }

  private Instant now() {
    return HostTime.right(scene.timeline());
  }

  /** The table without a network between. */
  private record Desk(Scene scene, Life life) implements Table {
    @Override
    public Written write(Change change) {
      return scene
          .server()
          .write(change, new Server.Sender(null, life, scene.timeline().current().errand()));
    }

    @Override
    public Optional<Row> get(String jobId) {
      return scene.server().get(jobId);
    }

    @Override
    public List<Row> query(Query query) {
      return scene.server().query(query);
    }

    @Override
    public void close() {}
  }
}
