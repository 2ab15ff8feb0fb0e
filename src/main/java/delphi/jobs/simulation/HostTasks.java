package delphi.jobs.simulation;

import delphi.jobs.engine.Signal;
import delphi.jobs.engine.Tasks;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The tasks of one life of a poller: strands of the timeline, which wait in its time. */
final class HostTasks implements Tasks {
  private final Timeline timeline;
  private final Life life;

  HostTasks(Timeline timeline, Life life) {
    this.timeline = timeline;
    this.life = life;
  }

  @Override
  public void start(String name, Runnable task) {
    timeline.spawn(life, name, task);
  }

  @Override
  public Signal signal() {
    return new StrandSignal();
  }

  private final class StrandSignal implements Signal {
    private boolean raised;
    private @Nullable Strand waiting;

    @Override
    public void raise() {
      raised = true;
      Strand strand = waiting;
      if (strand != null) {
        timeline.wake(strand);
      }
    }

    @Override
    public void await(Duration most) {
      if (!raised) {
        waiting = timeline.current();
        timeline.waitUntil(timeline.now() + TimeUnit.NANOSECONDS.convert(most));
        waiting = null;
      }
      raised = false;
    }
  }
}
