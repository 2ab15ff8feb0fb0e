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
 * @param plan the control groups for each command, the one that is killed first
 */
record ControlGroup(Path python, GroupPlan plan) implements Held {
  private static final long SELF = ProcessHandle.current().pid();
  private static final AtomicLong COUNT = new AtomicLong();

  /**
   * @param parent where groups are made; ours to write in
   */
  ControlGroup(Path python, Path parent) {
    this(python, GroupPlan.NONE.withGroupToKill(parent));
  }

  @Override
  public Rung rung() {
    return Rung.CGROUP;
  }

  @Override
  public Held keeping(GroupPlan other) {
    return new ControlGroup(python, other.withGroupToKill(plan.groups().getFirst().parent()));
  }

  @Override
  public Place place(long deadlineNanos) throws IOException {
    Mark mark = Mark.next();
    String name = newName();
    Path group = plan.groups().getFirst().parent().resolve(name);
    return Subreaper.PROGRAM.place(
        python,
        new HolderOrders("cgroup", deadlineNanos, mark.text(), plan.text(name)),
        new ByGroup(plan, name, group, mark));
  }

  /** Of a group that nobody has made yet. */
  static String newName() {
    return "delphi-" + SELF + "-" + COUNT.incrementAndGet();
  }

  /** Reached through its group, whoever lives. */
  private record ByGroup(GroupPlan plan, String name, Path group, Mark mark) implements Reach {
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
      plan.forget(name);
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
