package delphi.jobs.engine;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Tasks on virtual threads: a job's task waits nearly all the time. */
public final class ThreadTasks implements Tasks {
  @Override
  public void start(String name, Runnable task) {
    Thread.ofVirtual().name(name).start(task);
  }

  @Override
  public Signal signal() {
    return new ConditionSignal();
  }

  private static final class ConditionSignal implements Signal {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition raisedOnce = lock.newCondition();
    private boolean raised;

    @Override
    public void raise() {
      lock.lock();
      try {
        raised = true;
        raisedOnce.signal();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void await(Duration most) throws InterruptedException {
      lock.lockInterruptibly();
      try {
        long left = TimeUnit.NANOSECONDS.convert(most);
        while (!raised && left > 0) {
          left = raisedOnce.awaitNanos(left);
        }
        raised = false;
      } finally {
        lock.unlock();
      }
    }
  }
}
