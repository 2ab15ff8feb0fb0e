package delphi.jobs.app;

import delphi.jobs.job.Job;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Unreadable;
import delphi.jobs.store.Answer;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.row.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * Does to jobs what an operator has said, one after the other; each is decided anew when its row
 * has changed meanwhile. Nothing is done before it is known that all of it may be.
 */
final class Steering {
  /** The row may change between reading and writing; it does not do so for ever. */
  private static final int TRIES = 5;

  private final Session session;
  private final JobStore store;
  private final Assurance assurance;
  private final Wish wish;

  Steering(Session session, JobStore store, Assurance assurance, Wish wish) {
    this.session = session;
    this.store = store;
    this.assurance = assurance;
    this.wish = wish;
  }

  /** Opens the store and does it. */
  static Exit steer(Session session, Targets targets, Assurance assurance, Wish wish) {
    try (OpenStore store = session.openStore()) {
      Steering steering = new Steering(session, store.jobs(), assurance, wish);
      if (targets.isFilter()) {
        JobFilter filter = targets.filter(session.now());
        return steering.toAllOf(steering.fitting(filter), wish.word() + " " + targets.shown());
      }
      JobFinder finder = new JobFinder(store.jobs());
      return steering.toThese(
          targets.ids().stream().map(id -> finder.find(id).jobId()).distinct().toList());
    }
  }

  /** To each of these. */
  Exit toThese(List<String> ids) {
    for (String id : ids) {
      Decision.Change change = change(id);
      requireSure(id, change);
      if (assurance.isDryRun()) {
        session.say("job " + id + " would be changed: " + change.done());
      }
    }
    if (assurance.isDryRun()) {
      return Exit.OK;
    }
    for (String id : ids) {
      String done = write(id);
      session.printJob(store, id);
      session.say((ids.size() == 1 ? "" : "job " + id + ": ") + done);
    }
    return Exit.OK;
  }

  /**
   * To many at once, which takes a word more.
   *
   * @param shown what somebody has said
   */
  Exit toAllOf(List<Job> jobs, String shown) {
    List<String> ids = jobs.stream().map(Job::id).toList();
    String what = ids.size() == 1 ? "1 job" : ids.size() + " jobs";
    if (ids.isEmpty()) {
      session.say("no job matches that one can " + wish.word() + ".");
      return Exit.OK;
    }
    if (assurance.isDryRun()) {
      ids.forEach(session::print);
      session.say(what + " would be changed.");
      return Exit.OK;
    }
    if (!assurance.isSure()) {
      throw new Problem(
          Exit.CONFLICT,
          shown,
          "it would change " + what,
          "Add --yes to do it, --dry-run to see which.");
    }
    List<Row> changed = new ArrayList<>();
    int left = 0;
    for (String id : ids) {
      try {
        write(id);
        store.row(id).ifPresent(changed::add);
      } catch (Problem gone) {
        left++;
        session.say(gone.line().replaceFirst("^delphi: ", ""));
      }
    }
    print(changed);
    session.say(changed.size() + " of " + what + " changed.");
    return left == 0 ? Exit.OK : Exit.FAILED;
  }

  /** What would be done to one. */
  private Decision.Change change(String id) {
    return switch (wish.on(read(id), assurance.reason(), session.now())) {
      case Decision.Change change -> change;
      case Decision.No(String why, String remedy) -> throw problem(Exit.CONFLICT, id, why, remedy);
    };
  }

  private String write(String id) {
    for (int tries = 0; tries < TRIES; tries++) {
      Decision.Change change = change(id);
      requireSure(id, change);
      if (isWritten(store.apply(change.transition()), id)) {
        return change.done();
      }
    }
    throw problem(Exit.TRY_AGAIN, id, "it keeps changing", "Try again.");
  }

  private void requireSure(String id, Decision.Change change) {
    if (!change.risk().isEmpty() && !assurance.isSure() && !assurance.isDryRun()) {
      throw problem(Exit.CONFLICT, id, change.risk(), "Add --yes if you are sure.");
    }
  }

  /** Those among the jobs that match to which it can be done. */
  private List<Job> fitting(JobFilter filter) {
    return store.jobs(filter).stream()
        .filter(job -> wish.on(job, assurance.reason(), session.now()) instanceof Decision.Change)
        .toList();
  }

  private void print(List<Row> changed) {
    if (session.globals().json()) {
      session.print(PlainJson.of(changed));
    } else {
      changed.forEach(row -> session.print(row.jobId()));
    }
  }

  private Job read(String id) {
    Reading reading =
        store.find(id).orElseThrow(() -> problem(Exit.NOT_FOUND, id, "it is gone", ""));
    return switch (reading) {
      case Job job -> job;
      case Unreadable _ ->
          throw problem(
              Exit.CONFLICT,
              id,
              "its row cannot be read",
              "`delphi show " + id + "` says why; a poller puts it aside.");
    };
  }

  /** False when somebody else changed the row first, and the decision has to be made anew. */
  private static boolean isWritten(Answer answer, String id) {
    return switch (answer) {
      case Answer.Applied _ -> true;
      case Answer.Stale _ -> false;
      case Answer.Unclear(String why) -> throw problem(Exit.TRY_AGAIN, id, why, "Try again.");
      case Answer.TooLarge(String why) -> throw problem(Exit.FAILED, id, why, "");
      case Answer.Refused(String why, String remedy) ->
          throw problem(Exit.UNREACHABLE, id, why, remedy);
    };
  }

  private static Problem problem(Exit exit, String id, String why, String remedy) {
    return new Problem(exit, "job " + id, why, remedy);
  }
}
