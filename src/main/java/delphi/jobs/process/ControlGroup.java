package delphi.jobs.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A control group for each command beside a holder like that of {@link Subreaper}: the kernel kills
 * all of it at one blow, those too whom no parent and no mark leads to, and without the holder.
 *
 * @param python that runs the holder
 * @param parent where groups are made; ours to write in
 */
record ControlGroup(Path python, Path parent) implements Containment {
  private static final long SELF = ProcessHandle.current().pid();
  private static final AtomicLong COUNT = new AtomicLong();

  @Override
  public Rung rung() {
    return Rung.CGROUP;
  }

  @Override
  public boolean provesEnd() {
    return true;
  }

  @Override
  public Place place(long deadlineNanos) throws IOException {
    Mark mark = Mark.next();
    Path group = parent.resolve(newName());
    return Subreaper.PROGRAM.place(
        python,
        new HolderOrders("cgroup", deadlineNanos, mark.text(), group.toString()),
        new ByGroup(group, mark));
  }

  /** Of a group that nobody has made yet. */
  static String newName() {
    return "delphi-" + SELF + "-" + COUNT.incrementAndGet();
  }

  /** Reached through its group, whoever lives. */
  private record ByGroup(Path group, Mark mark) implements Reach {
    @Override
    public void strike(Process leader, Optional<ProcessHandle> holder) {
      kill();
      Posix.signal(leader.pid(), Posix.SIGCONT);
    }

    @Override
    public boolean strikeOrphans(long command) {
      kill();
      // Only root leaves a group; then the mark is what is left to go by.
      boolean others = new MarkSearch(mark, command).kill();
      return others || Files.exists(group);
    }

    @Override
    public void forget() {
      try {
        Files.deleteIfExists(group);
      } catch (IOException e) {
        // Somebody is still in it, or somebody has made groups in it; an empty group does no harm.
      }
    }

    private void kill() {
      try {
        Files.write(group.resolve("cgroup.kill"), "1".getBytes(US_ASCII));
      } catch (IOException e) {
        // The group is gone, and so is everybody in it.
      }
    }
  }
}
