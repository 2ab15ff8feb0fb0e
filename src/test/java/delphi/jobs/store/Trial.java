package delphi.jobs.store;

import delphi.jobs.job.Batch;
import delphi.jobs.job.JobType;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Request;
import delphi.jobs.job.Status;
import delphi.jobs.job.Transition;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Stamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A kind of request that can be made of a store.
 *
 * @param isRead whether it leaves the table as it is
 * @param truth what it is told when nothing goes wrong
 */
record Trial(String name, boolean isRead, Told.Word truth, Preparation preparation) {
  private static final Instant AT = Scene.LATER;
  private static final int MANY = 1_000;
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

  /** Makes a row ready for it, and gives the request, which is the same each time. */
  @FunctionalInterface
  interface Preparation {
    Asking prepare(TableUnderTest on, String jobId);
  }

  /** The request. */
  @FunctionalInterface
  interface Asking {
    Told ask(JobStore store);
  }

  /** Every kind of change, each of them also on a row that somebody has taken since; and reads. */
  static List<Trial> all() {
    List<Trial> trials = new ArrayList<>();
    for (Scene scene : Scene.values()) {
      String name = scene.name().toLowerCase(Locale.ROOT);
      trials.add(write(name, Told.Word.DONE, (on, id) -> asked(scene.set(on, ARow.pending(id)))));
      trials.add(
          write(name + " too late", Told.Word.NOT_DONE, (on, id) -> overtaken(scene, on, id)));
    }
    trials.add(write("submit", Told.Word.DONE, (_, id) -> submitted(id)));
    trials.add(write("submit again", Told.Word.NOT_DONE, Trial::taken));
    trials.add(read("find", store -> store.find("look-1").orElseThrow()));
    trials.add(read("find none", store -> store.find("none")));
    trials.add(read("waiting", store -> store.waiting(Status.AWAITING_RECHECK, null, MANY)));
    trials.add(read("overdue", store -> store.overdue(LONG_AGO.plusSeconds(60), MANY)));
    return List.copyOf(trials);
  }

  /** The rows that the looks at many rows find; no other trial makes any of their kind. */
  static void prepareLooks(TableUnderTest on) {
    for (String id : List.of("look-1", "look-2", "look-3")) {
      on.put(ARow.pending(id).text(Name.STATUS, Status.AWAITING_RECHECK.name()));
      on.claimed(ARow.pending("overdue-" + id), "w0");
      on.script("overdue-" + id, Name.LOCK_EXPIRES_AT, Stamp.of(LONG_AGO));
    }
  }

  private static Asking asked(Transition change) {
    return store -> Told.of(store.apply(change));
  }

  /** Somebody else changes the owner before the request comes. */
  private static Asking overtaken(Scene scene, TableUnderTest on, String jobId) {
    Transition change = scene.set(on, ARow.pending(jobId));
    on.script(
        jobId,
        Map.of(Name.VERSION, new Attribute.Num(70), Name.WORKER_ID, new Attribute.Text("another")));
    return asked(change);
  }

  private static Asking submitted(String jobId) {
    NewJob job =
        new NewJob(
            jobId, JobType.FULL_PIPELINE, Request.forConversation("42"), Batch.NONE, "tester");
    return store -> Told.of(store.submit(job, AT));
  }

  private static Asking taken(TableUnderTest on, String jobId) {
    on.put(ARow.pending(jobId));
    return submitted(jobId);
  }

  private static Trial write(String name, Told.Word truth, Preparation preparation) {
    return new Trial(name, false, truth, preparation);
  }

  private static Trial read(String name, Look look) {
    return new Trial(name, true, Told.Word.DONE, (_, _) -> store -> Told.of(() -> look.at(store)));
  }

  /** What is read of a store. */
  @FunctionalInterface
  private interface Look {
    Object at(JobStore store);
  }
}
