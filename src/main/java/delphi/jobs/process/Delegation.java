package delphi.jobs.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Sees to it that groups below one of the second version have controllers. A group that has
 * processes of its own cannot hand any on, so we move into a group below it, if nobody else is
 * there: nobody else's process is ever moved.
 *
 * @param group ours, or the top of the mount
 * @param self process id of this JVM
 */
record Delegation(Path group, long self) {
  private static final String LEAF = "delphi-poller";

  static Delegation of(Path group) {
    return new Delegation(group, ProcessHandle.current().pid());
  }

  /**
   * Hands controllers on to groups below.
   *
   * @throws IOException if the group has not got them, or may not hand them on
   */
  void hand(Set<String> needed) throws IOException {
    Set<String> missing = new TreeSet<>(needed);
    missing.removeAll(words("cgroup.controllers"));
    if (!missing.isEmpty()) {
      throw new IOException("it has no controller for " + String.join(", ", missing));
    }
    Set<String> open = new TreeSet<>(needed);
    open.removeAll(words("cgroup.subtree_control"));
    if (open.isEmpty()) {
      return;
    }
    // Only the top of the whole hierarchy has no type, and may have processes as well.
    if (Files.exists(group.resolve("cgroup.type"))) {
      makeRoom();
    }
    String orders = open.stream().map(name -> "+" + name).collect(Collectors.joining(" "));
    write(group.resolve("cgroup.subtree_control"), orders);
  }

  private void makeRoom() throws IOException {
    Set<String> others = words("cgroup.procs");
    boolean ours = others.remove(Long.toString(self));
    if (!others.isEmpty()) {
      throw new IOException(
          "other processes are in it, " + String.join(", ", others.stream().limit(5).toList()));
    }
    if (ours) {
      Path leaf = group.resolve(LEAF);
      if (!Files.isDirectory(leaf)) {
        Files.createDirectory(leaf);
      }
      write(leaf.resolve("cgroup.procs"), Long.toString(self));
    }
  }

  private Set<String> words(String file) throws IOException {
    String text = Files.readString(group.resolve(file), US_ASCII).strip();
    return new TreeSet<>(text.isEmpty() ? List.of() : List.of(text.split("\\s+", -1)));
  }

  /** The files are the kernel's: what is not there is not made. */
  private static void write(Path file, String text) throws IOException {
    Files.write(file, text.getBytes(US_ASCII), StandardOpenOption.WRITE);
  }
}
