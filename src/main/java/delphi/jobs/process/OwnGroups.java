package delphi.jobs.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The control groups that this process is in, as folders: by what the kernel says of mounts and
 * groups, never by where they usually are.
 *
 * @param mounts of control groups, in the order of the kernel's list
 */
record OwnGroups(List<Mount> mounts) {
  private static final Path SELF = Path.of("/proc/self");

  /**
   * One mounted hierarchy.
   *
   * @param controllers it has, in the first version of control groups; none in the second, where a
   *     group itself says what it has
   * @param top where it is mounted
   * @param own folder of the group that this process is in; the top where that cannot be seen
   */
  record Mount(boolean second, Set<String> controllers, Path top, Path own) {
    /** Where groups for our commands may be made, best first. */
    List<Path> places() {
      return own.equals(top) ? List.of(top) : List.of(own, top);
    }
  }

  OwnGroups {
    mounts = List.copyOf(mounts);
  }

  static OwnGroups now() {
    try {
      return of(
          Files.readAllLines(SELF.resolve("mountinfo"), ISO_8859_1),
          Files.readAllLines(SELF.resolve("cgroup"), ISO_8859_1));
    } catch (IOException e) {
      return new OwnGroups(List.of());
    }
  }

  /**
   * @param mountinfo and {@code cgroup}: the lines of these files of a process
   */
  static OwnGroups of(List<String> mountinfo, List<String> cgroup) {
    List<Mount> found = new ArrayList<>();
    for (String line : mountinfo) {
      // "… ROOT TOP OPTIONS [MORE] - TYPE SOURCE SUPEROPTIONS"
      String[] halves = line.split(" - ", 2);
      String[] place = halves[0].split(" ", -1);
      String[] kind = halves.length < 2 ? new String[0] : halves[1].split(" ", -1);
      if (kind.length < 3 || place.length < 5 || !kind[0].startsWith("cgroup")) {
        continue;
      }
      boolean second = kind[0].equals("cgroup2");
      Set<String> controllers = new LinkedHashSet<>();
      Path top = Path.of(plain(place[4]));
      Path own = top;
      for (String group : cgroup) {
        // "NUMBER:CONTROLLERS:PATH", with no controllers for the second version.
        String[] parts = group.split(":", 3);
        List<String> names = Arrays.asList(parts[1].split(",", -1));
        boolean same =
            second ? parts[1].isEmpty() : Arrays.asList(kind[2].split(",", -1)).containsAll(names);
        if (same) {
          controllers.addAll(second ? List.of() : names);
          own = below(top, plain(place[3]), parts[2]);
        }
      }
      found.add(new Mount(second, controllers, top, own));
    }
    return new OwnGroups(found);
  }

  /** The hierarchy of the second version. */
  Optional<Mount> second() {
    return mounts.stream().filter(Mount::second).findFirst();
  }

  /** The hierarchy of the first version with this controller. */
  Optional<Mount> first(String controller) {
    return mounts.stream().filter(mount -> mount.controllers().contains(controller)).findFirst();
  }

  /** A mount may show a part of the hierarchy only, and our group may lie outside of it. */
  private static Path below(Path top, String root, String group) {
    if (group.contains("/..")) {
      return top;
    }
    Path inside = Path.of(root).normalize();
    Path path = Path.of(group).normalize();
    return path.startsWith(inside) ? top.resolve(inside.relativize(path)).normalize() : top;
  }

  /** The kernel writes blanks and the like as three octal digits. */
  private static String plain(String escaped) {
    return escaped
        .replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\");
  }
}
