package delphi.jobs.app;

import delphi.jobs.desk.Decision;
import delphi.jobs.desk.Exit;
import delphi.jobs.desk.JobFinder;
import delphi.jobs.desk.PlainJson;
import delphi.jobs.desk.Problem;
import delphi.jobs.desk.Steering;
import delphi.jobs.desk.Wish;
import delphi.jobs.job.Job;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.row.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * Does to jobs what an operator has said, one after the other, and tells of it. Nothing is done
 * before it is known that all of it may be.
 */
final class SteeringRun {
  private final Session session;
  private final JobStore store;
  private final Assurance assurance;
  private final Wish wish;
  private final Steering steering;

  SteeringRun(Session session, JobStore store, Assurance assurance, Wish wish) {
    this.session = session;
    this.store = store;
    this.assurance = assurance;
    this.wish = wish;
    this.steering = new Steering(store, session.surroundings().clock(), wish, assurance.reason());
  }

  /** Opens the store and does it. */
  static Exit steer(Session session, Targets targets, Assurance assurance, Wish wish) {
    try (OpenStore store = session.openStore()) {
      SteeringRun run = new SteeringRun(session, store.jobs(), assurance, wish);
      if (targets.isFilter()) {
        JobFilter filter = targets.filter(session.now());
        return run.toAllOf(run.steering.fitting(filter), wish.word() + " " + targets.shown());
      }
      JobFinder finder = new JobFinder(store.jobs(), store.chronicle());
      return run.toThese(
          targets.ids().stream().map(id -> finder.find(id).jobId()).distinct().toList());
    }
  }

  /** To each of these. */
  Exit toThese(List<String> ids) {
    for (String id : ids) {
      Decision.Change change = steering.preview(id);
      Steering.requireSure(id, change, assurance.isSure() || assurance.isDryRun());
      if (assurance.isDryRun()) {
        session.say("job " + id + " would be changed: " + change.done());
      }
    }
    if (assurance.isDryRun()) {
      return Exit.OK;
    }
    for (String id : ids) {
      String done = steering.write(id, assurance.isSure());
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
        steering.write(id, assurance.isSure());
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

  private void print(List<Row> changed) {
    if (session.globals().json()) {
      session.print(PlainJson.of(changed));
    } else {
      changed.forEach(row -> session.print(row.jobId()));
    }
  }
}
