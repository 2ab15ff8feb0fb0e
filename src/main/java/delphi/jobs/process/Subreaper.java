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
 */
record Subreaper(Path python) implements Containment {
  static final HolderProgram PROGRAM = HolderProgram.of("reaper.py");

  @Override
  public Rung rung() {
    return Rung.SUBREAPER;
  }

  @Override
  public boolean provesEnd() {
    return true;
  }

  @Override
  public Place place(long deadlineNanos) throws IOException {
    Mark mark = Mark.next();
    return PROGRAM.place(
        python, new HolderOrders("reaper", deadlineNanos, mark.text(), ""), new ByMark(mark));
  }

  /** Reached through its holder, and without one by its mark. */
  private record ByMark(Mark mark) implements Reach {
    @Override
    public void strike(Process leader, Optional<ProcessHandle> holder) {
      Posix.signal(leader.pid(), Posix.SIGCONT);
    }

    @Override
    public boolean strikeOrphans(long command) {
      return new MarkSearch(mark, command).kill();
    }
  }
}
