package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.PlainJson;
import delphi.jobs.desk.Problem;
import delphi.jobs.desk.Times;
import delphi.jobs.job.Job;
import delphi.jobs.job.State;
import delphi.jobs.job.Transition;
import delphi.jobs.migration.Holding;
import delphi.jobs.migration.OldRules;
import delphi.jobs.migration.Proof;
import delphi.jobs.migration.Prospect;
import delphi.jobs.migration.Step;
import delphi.jobs.migration.Survey;
import delphi.jobs.migration.WayBack;
import delphi.jobs.store.Answer;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.row.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One way back over a store: every row planned and held against the rules of the older pollers,
 * written under what was read of it, and held against them again as it then stands in the table.
 */
record Rollback(JobStore store, WayBack way, OldRules rules, Session session) {
  /** The row may change between reading and writing; it does not do so for ever. */
  private static final int TRIES = 5;

  /** The newest rows of any kind, among which those are whose script ended them. */
  private static final int NEWEST = 1_000;

  List<Proof> plan(int limit) {
    Survey survey = Survey.of(store, limit, Math.min(limit, NEWEST));
    if (!survey.isComplete()) {
      session.say(
          "only " + limit + " rows of some status were looked at. Run it again afterwards.");
    }
    return survey.rows().stream().map(this::proof).filter(Rollback::matters).toList();
  }

  /** What has ended and stays as it is is nobody's business here. */
  private static boolean matters(Proof proof) {
    State state = proof.step().state();
    return state == null || !state.isTerminal() || proof.step().kind() != Step.Kind.LEFT;
  }

  private Proof proof(Row row) {
    return Proof.of(way.of(row, store.read(row)), rules, way.now());
  }

  static long changes(List<Proof> plan) {
    return plan.stream().filter(proof -> proof.step().change() != null).count();
  }

  static List<Proof> wrong(List<Proof> proofs) {
    return proofs.stream().filter(proof -> proof.objection().isPresent()).toList();
  }

  /** Writes what is planned, and returns what then stands there. */
  List<Proof> write(List<Proof> plan) {
    List<Proof> done = new ArrayList<>();
    for (Proof planned : plan) {
      done.add(planned.step().change() == null ? planned : write(planned));
    }
    return done;
  }

  private Proof write(Proof planned) {
    Proof proof = planned;
    for (int tries = 0; tries < TRIES; tries++) {
      Transition change = proof.step().change();
      if (change == null || isWritten(change)) {
        return seen(proof);
      }
      Optional<Row> now = store.row(proof.step().jobId());
      if (now.isEmpty()) {
        return proof;
      }
      proof = proof(now.get());
    }
    throw problem(planned.step().jobId(), "it keeps changing", "Run it again.");
  }

  /** Somebody may already have taken what was given back, which is what it was given back for. */
  private Proof seen(Proof proof) {
    Optional<Row> after = store.row(proof.step().jobId());
    boolean isTaken =
        after.isPresent()
            && store.read(after.get()) instanceof Job job
            && (Holding.isOfOthers(job) || job.state() == State.COMPLETED);
    return after.isEmpty() || isTaken
        ? proof
        : Proof.of(proof.step(), after.get(), rules, way.now());
  }

  /** False when somebody else changed the row first, and the decision has to be made anew. */
  private boolean isWritten(Transition change) {
    return switch (store.apply(change)) {
      case Answer.Applied _ -> true;
      case Answer.Stale _ -> false;
      case Answer.Unclear(String why) -> throw problem(change.jobId(), why, "Run it again.");
      case Answer.TooLarge(String why) -> throw problem(change.jobId(), why, "");
      case Answer.Refused(String why, String remedy) ->
          throw new Problem(Exit.UNREACHABLE, "job " + change.jobId(), why, remedy);
    };
  }

  private static Problem problem(String jobId, String why, String remedy) {
    return new Problem(Exit.TRY_AGAIN, "job " + jobId, why, remedy);
  }

  /** Says what was done; false when it is not as it should be. */
  boolean told(List<Proof> done) {
    Map<Step.Kind, Integer> kinds = new LinkedHashMap<>();
    done.forEach(proof -> kinds.merge(proof.step().kind(), 1, Integer::sum));
    List<String> words = new ArrayList<>();
    kinds.forEach((kind, count) -> words.add(count + " " + word(kind)));
    session.say(words.isEmpty() ? "no row has not ended." : String.join(", ", words) + ".");
    List<Proof> wrong = wrong(done);
    wrong.forEach(
        proof -> session.say("job " + proof.step().jobId() + ": " + proof.objection().orElse("")));
    return wrong.isEmpty();
  }

  void print(List<Proof> proofs) {
    if (session.globals().json()) {
      session.print(PlainJson.of((Object) proofs.stream().map(this::object).toList()));
      return;
    }
    Grid grid = new Grid("JOB", "STATE", "", "OLD POLLER TAKES IT", "NEWER OLD ONE", "WHY");
    for (Proof proof : proofs) {
      State state = proof.step().state();
      grid.row(
          new Grid.Cell(proof.step().jobId()),
          new Grid.Cell(state == null ? "UNREADABLE" : state.name()),
          new Grid.Cell(word(proof.step().kind()), paint(proof.step().kind())),
          new Grid.Cell(change(proof.seedBefore(), proof.seedAfter())),
          new Grid.Cell(change(proof.newerBefore(), proof.newerAfter())),
          new Grid.Cell(proof.step().why()));
    }
    grid.print(session.console());
  }

  private Map<String, @Nullable Object> object(Proof proof) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    State state = proof.step().state();
    object.put("job_id", proof.step().jobId());
    object.put("state", state == null ? "UNREADABLE" : state.name());
    object.put("done", proof.step().kind().name());
    object.put("changed", proof.step().change() != null);
    object.put("why", proof.step().why());
    object.put("seed_before", words(proof.seedBefore()));
    object.put("seed_after", words(proof.seedAfter()));
    object.put("newer_before", words(proof.newerBefore()));
    object.put("newer_after", words(proof.newerAfter()));
    object.put("objection", proof.objection().orElse(null));
    return object;
  }

  private static String change(Prospect before, Prospect after) {
    String now = words(after);
    return words(before).equals(now) ? now : words(before) + " → " + now;
  }

  private static String words(Prospect prospect) {
    return switch (prospect) {
      case Prospect.AtOnce _ -> "at once";
      case Prospect.At(var time) -> "at " + Times.iso(time);
      case Prospect.Never _ -> "never";
    };
  }

  private static String word(Step.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static Paint paint(Step.Kind kind) {
    return switch (kind) {
      case LEFT -> Paint.FAINT;
      case GIVEN_BACK -> Paint.GOOD;
      case KEPT_HELD -> Paint.WAITING;
      case ENDED, UNREADABLE -> Paint.BAD;
      case ALIVE -> Paint.BUSY;
    };
  }
}
