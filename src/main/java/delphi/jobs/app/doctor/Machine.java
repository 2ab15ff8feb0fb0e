package delphi.jobs.app.doctor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import delphi.jobs.process.Rung;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * This machine, or the part of it that a container has, as the kernel's files tell it.
 *
 * @param root under which {@code proc}, {@code sys} and {@code run} are
 * @param temp the folder for files that do not last
 * @param disks what the file systems say
 * @param rungs what keeps it from having a way to hold processes; empty when it has it
 */
public record Machine(Path root, Path temp, Disks disks, Function<Rung, Optional<String>> rungs) {
  private static final Pattern TOTAL = Pattern.compile("MemTotal:\\s+(\\d+) kB");

  /** Folders of control groups, of the second version and of the first. */
  private static final Path GROUPS = Path.of("sys/fs/cgroup");

  /** File systems, where a test may put its own. */
  public interface Disks {
    /** How many bytes may still be written to the file system of an existing folder. */
    long bytesFree(Path folder) throws IOException;

    /** How many files may still be made there; empty where nobody says. */
    OptionalLong filesFree(Path folder) throws IOException;

    /** What kind of file system it is: {@code ext4}. */
    String kind(Path folder) throws IOException;
  }

  /** The memory that this process and all its children may have; empty where nobody says. */
  OptionalLong memoryBytes() {
    List<Long> limits = new ArrayList<>(groupLimits("memory", "memory.max"));
    limits.addAll(groupLimits("memory", "memory.limit_in_bytes"));
    Matcher total = TOTAL.matcher(text(root.resolve("proc/meminfo")));
    if (total.find()) {
      limits.add(Long.parseLong(total.group(1)) * 1_024);
    }
    return limits.stream().mapToLong(Long::longValue).min();
  }

  /** The processes and threads that it may have with all its children; empty for no limit. */
  OptionalLong pids() {
    return groupLimits("pids", "pids.max").stream().mapToLong(Long::longValue).min();
  }

  /** A limit of this process, by the name that the kernel gives it; empty for none. */
  OptionalLong limit(String name) {
    Matcher line =
        Pattern.compile("(?m)^" + Pattern.quote(name) + "\\s+(\\d+)\\s")
            .matcher(text(root.resolve("proc/self/limits")));
    return line.find() ? OptionalLong.of(Long.parseLong(line.group(1))) : OptionalLong.empty();
  }

  /** Of the group that this process is in, and of the topmost one that it can see. */
  private List<Long> groupLimits(String controller, String file) {
    List<Path> folders = new ArrayList<>();
    Path groups = root.resolve(GROUPS);
    folders.add(groups);
    folders.add(groups.resolve(controller));
    text(root.resolve("proc/self/cgroup"))
        .lines()
        .forEach(line -> {
          String[] parts = line.split(":", 3);
          if (parts.length == 3 && (parts[1].isEmpty() || parts[1].contains(controller))) {
            String group = parts[2].replaceFirst("^/+", "");
            folders.add(groups.resolve(parts[1].isEmpty() ? "" : controller).resolve(group));
          }
        });
    return folders.stream()
        .map(folder -> text(folder.resolve(file)).strip())
        .filter(text -> text.matches("\\d{1,18}"))
        .map(Long::valueOf)
        .toList();
  }

  /** What a file of the kernel says; nothing when there is none. */
  private static String text(Path file) {
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (IOException none) {
      return "";
    }
  }
}
