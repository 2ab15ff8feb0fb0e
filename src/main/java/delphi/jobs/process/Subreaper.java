package delphi.jobs.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A holder that every orphan among the descendants of its command comes to: when it has no child
 * any more, the kernel has told it that nothing is left. Needs no right at all. What it cannot do
 * is to survive a kill of its own; then the mark is all that is left to go by.
 *
 * @param python that runs the holder
 * @param plan the control groups that count and limit
 */
record Subreaper(Path python, GroupPlan plan) implements Held {
  static final HolderProgram PROGRAM = HolderProgram.of("reaper.py");

  Subreaper(Path python) {
    this(python, GroupPlan.NONE);
  }

  @Override
  public Rung rung() {
    return Rung.SUBREAPER;
  }

  @Override
  public Held keeping(GroupPlan other) {
    return new Subreaper(python, other);
  }

  @Override
  public Place place(long deadlineNanos) throws IOException {
    Mark mark = Mark.next();
    String name = ControlGroup.newName();
    return PROGRAM.place(
        python,
        new HolderOrders("reaper", deadlineNanos, mark.text(), plan.text(name)),
        new ByMark(plan, name, mark));
  }

  /** Reached through its holder, and without one by its mark. */
  private record ByMark(GroupPlan plan, String name, Mark mark) implements Reach {
    @Override
    public void strike(Process leader, Optional<ProcessHandle> holder) {
      Posix.signal(leader.pid(), Posix.SIGCONT);
    }

    @Override
    public boolean strikeOrphans(long command) {
      return new MarkSearch(mark, command).kill();
    }

    @Override
    public void forget() {
      plan.forget(name);
    }
  }
}
