package delphi.jobs.app;

import delphi.jobs.desk.Problem;
import delphi.jobs.engine.ThreadTasks;
import delphi.jobs.engine.Time;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Transition;
import delphi.jobs.ops.hook.Herald;
import delphi.jobs.ops.hook.HeraldedStore;
import delphi.jobs.ops.hook.Hooks;
import delphi.jobs.store.JobStore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Messages about what a command does to jobs. Nothing is loaded before there is one, and a deed is
 * done whether or not it can be told.
 */
final class DeedMessages implements Herald, AutoCloseable {
  private final Session session;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Hooks hooks;
  private boolean isUnable;

  DeedMessages(Session session) {
    this.session = session;
  }

  /** The same store, if anybody wants messages. */
  JobStore telling(JobStore jobs, String by) {
    return session.settings().text(Setting.WEBHOOK_URL).isPresent()
        ? new HeraldedStore(jobs, by, this)
        : jobs;
  }

  @Override
  public void tell(Transition written, Reading after, String by) {
    Hooks teller = hooks();
    if (teller != null) {
      teller.tell(written, after, by);
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (hooks != null) {
        hooks.close();
        hooks = null;
      }
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Hooks hooks() {
    lock.lock();
    try {
      if (hooks == null && !isUnable) {
        hooks = started();
        isUnable = hooks == null;
      }
      return hooks;
    } finally {
      lock.unlock();
    }
  }

  /** Null where the settings make it impossible, which is said. */
  private @Nullable Hooks started() {
    try {
      return Webhook.settings(session.settings())
          .map(settings ->
              Hooks.start(
                  settings,
                  Time.of(session.surroundings().clock()),
                  new ThreadTasks(),
                  session.outbox(),
                  _ -> {},
                  session::complain))
          .orElse(null);
    } catch (Problem unfit) {
      session.complain(
          "done, but nobody is told of it: " + unfit.line().replaceFirst("^delphi: ", ""));
      return null;
    }
  }
}
