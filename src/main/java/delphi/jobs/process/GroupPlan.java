package delphi.jobs.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The control groups that each command gets, and what is set and read in them.
 *
 * @param groups the one that can be killed at one blow first, where there is one
 * @param dataBytesMax what each process may have for itself where no group can hold all of them
 * @param words what is kept in which way
 */
record GroupPlan(List<Group> groups, @Nullable Long dataBytesMax, String words) {
  /** Nothing is limited, and nothing counted. */
  static final GroupPlan NONE = new GroupPlan(List.of(), null, "");

  /**
   * One group for each command.
   *
   * @param second whether it is one of the second version, of which a process is in one only
   * @param orders to the holder that makes it: {@code set FILE VALUE}, {@code read LABEL FILE}
   */
  record Group(Path parent, boolean second, List<String> orders) {
    Group {
      orders = List.copyOf(orders);
    }
  }

  GroupPlan {
    groups = List.copyOf(groups);
  }

  /** The same, with a group for each command that can be killed at one blow. */
  GroupPlan withGroupToKill(Path parent) {
    if (groups.stream().anyMatch(Group::second)) {
      return this;
    }
    List<Group> more = new ArrayList<>(groups);
    more.addFirst(new Group(parent, true, Controllers.SECOND_READS));
    return new GroupPlan(more, dataBytesMax, words);
  }

  /** Removes the groups of that name, where their holder could not. */
  void forget(String name) {
    for (Group group : groups) {
      try {
        Files.deleteIfExists(group.parent().resolve(name));
      } catch (IOException e) {
        // Somebody is still in it, or has made groups in it; an empty group does no harm.
      }
    }
  }

  /** As the holder reads it, with groups of that name. */
  String text(String name) {
    List<String> lines = new ArrayList<>();
    if (dataBytesMax != null) {
      lines.add("data " + dataBytesMax);
    }
    for (Group group : groups) {
      List<String> line = new ArrayList<>(List.of(group.parent().resolve(name).toString()));
      line.addAll(group.orders());
      lines.add(String.join("\t", line));
    }
    return String.join("\n", lines);
  }
}
