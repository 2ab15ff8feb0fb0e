package delphi.jobs.store.spool;

import delphi.jobs.job.Batch;
import delphi.jobs.job.ClaimId;
import delphi.jobs.job.Config;
import delphi.jobs.job.Ending;
import delphi.jobs.job.Fence;
import delphi.jobs.job.JobType;
import delphi.jobs.job.LogEntry;
import delphi.jobs.job.LogTail;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Progress;
import delphi.jobs.job.Request;
import delphi.jobs.job.Results;
import delphi.jobs.job.Status;
import delphi.jobs.job.Transition;
import delphi.jobs.store.SpooledEnd;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Ends of attempts of every kind, full and bare. */
final class Ends {
  static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123456789Z");

  private Ends() {}

  /** Every kind of change that ends a claim, with everything that it can say, and with nothing. */
  static Stream<Transition.Noted> ofEveryKind() {
    return Stream.of(full(), Notes.NONE).flatMap(notes -> ofEveryKind(notes));
  }

  private static Stream<Transition.Noted> ofEveryKind(Notes notes) {
    return Stream.of(
        new Transition.Complete(fence(1), Ending.COMPLETED, Results.plainSuccess(), notes, NOON),
        new Transition.Complete(fence(1), Ending.FAILED, results(), notes, NOON),
        new Transition.Complete(fence(1), Ending.CANCELLED, Results.failure("no"), notes, NOON),
        new Transition.Adopt(
            fence(1).withStatus(Status.FAILED), results(), "{\"theirs\":1}", notes, NOON),
        new Transition.Adopt(
            fence(1).withStatus(Status.COMPLETED), Results.plainSuccess(), null, notes, NOON),
        new Transition.HandBack(fence(1), 2, "the poller goes", notes, NOON),
        new Transition.Park(fence(1), NOON.plusSeconds(60), 1, 7, "not yet", notes, NOON),
        new Transition.Hold(fence(1), "it may have paid", notes, NOON),
        new Transition.Hold(fence(1), "out of memory", results(), notes, NOON));
  }

  static SpooledEnd of(int number) {
    return new SpooledEnd(
        NOON.plusSeconds(number),
        List.of(),
        new Transition.Complete(
            fence(number), Ending.COMPLETED, Results.plainSuccess(), Notes.NONE, NOON));
  }

  static SpooledEnd of(Transition.Noted end) {
    return new SpooledEnd(NOON, followers(), end);
  }

  private static List<NewJob> followers() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("zahl", 12);
    tree.put("gross", 12_345_678_901L);
    tree.put("genau", new BigDecimal("0.10"));
    tree.put("liste", Arrays.asList("ä\u0000\n\"", true, null, Map.of("tief", List.of())));
    Request full =
        new Request(
            "12", "r1", new Config(tree), Map.of("DELPHI_X", "y"), 7, 0, Duration.ofMillis(1_500));
    return List.of(
        new NewJob("next/../1", JobType.BATCH_STATUS_CHECK, full, new Batch("b", "j1"), "job:j1"),
        new NewJob(
            "next-2", JobType.FULL_PIPELINE, Request.forConversation("12"), Batch.NONE, "job:j1"));
  }

  private static Fence fence(int number) {
    ClaimId claim = new ClaimId(4, new UUID(1, number));
    return new Fence("j" + number, claim.version(), claim, Status.PROCESSING);
  }

  private static Results results() {
    return new Results(
        false,
        "exit 4 \u2028 ü",
        4,
        "last\nlines",
        new Results.Visualization("r1", "a/b.html", "http://h/b.html"),
        NOON,
        Map.of("cost", new BigDecimal("1.25"), "peak", 17, "stages", List.of("a", "b")));
  }

  private static Notes full() {
    LogEntry dated = new LogEntry(NOON, LogEntry.Level.WARNING, "disk almost full");
    LogEntry undated = new LogEntry(null, LogEntry.Level.INFO, "");
    return new Notes(
        LogTail.EMPTY.plus(List.of(dated, undated)),
        new Progress("PCA", 0.25),
        Map.of("batch_id", "b-1"),
        true);
  }
}
