package delphi.jobs.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The highest rung: a namespace of processes for each command, whose first process is its holder.
 * The kernel kills a namespace with its first process, and that ends when we are killed, and when
 * we are frozen beyond the deadline.
 *
 * @param python that runs the holder
 * @param namespaces whose right it is to make them
 * @param plan the control groups that count and limit
 */
record Leash(Path python, Namespaces namespaces, GroupPlan plan) implements Held {
  private static final HolderProgram PROGRAM = HolderProgram.of("leash.py");

  /** Whose namespaces hold a command. */
  enum Namespaces {
    /** Of the machine's root, or whoever was given the right. */
    ROOT("root"),
    /** Of a user namespace of our own, which many systems allow to everybody. */
    USER("user");

    private final String word;

    Namespaces(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  Leash(Path python, Namespaces namespaces) {
    this(python, namespaces, GroupPlan.NONE);
  }

  @Override
  public Rung rung() {
    return Rung.LEASH;
  }

  @Override
  public Held keeping(GroupPlan other) {
    return new Leash(python, namespaces, other);
  }

  @Override
  public Place place(long deadlineNanos) throws IOException {
    String name = ControlGroup.newName();
    return PROGRAM.place(
        python,
        new HolderOrders(namespaces.word(), deadlineNanos, "", plan.text(name)),
        new Namespace(plan, name));
  }

  /** Reached through its first process, with which the kernel kills all others. */
  private record Namespace(GroupPlan plan, String name) implements Reach {
    @Override
    public void strike(Process leader, Optional<ProcessHandle> first) {
      // The handle knows when its process began, so an id that has come round again is left alone.
      first.ifPresent(ProcessHandle::destroyForcibly);
    }

    @Override
    public boolean strikeOrphans(long command) {
      // There are none: the first process dies with the one outside.
      return false;
    }

    @Override
    public void forget() {
      plan.forget(name);
    }
  }
}
