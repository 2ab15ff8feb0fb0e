package delphi.jobs.process;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What limits are called in the files of control groups, in both versions of these. */
final class Controllers {
  private static final int PERIOD_MICROS = 100_000;

  /** What the second version counts, with and without controllers. */
  static final List<String> SECOND_READS =
      List.of("read cpu cpu.stat", "read peak memory.peak", "read oom memory.events");

  private Controllers() {}

  /** The controllers that a quota needs, in either version. */
  static Set<String> of(Quota quota) {
    Set<String> needed = new LinkedHashSet<>();
    if (quota.memoryBytes() != null) {
      needed.add("memory");
    }
    if (quota.cores() != null) {
      needed.add("cpu");
    }
    if (quota.pids() != null) {
      needed.add("pids");
    }
    return needed;
  }

  /** Orders for the one group of the second version. */
  static List<String> second(Quota quota, boolean hasSwap) {
    List<String> orders = new ArrayList<>();
    if (quota.memoryBytes() != null) {
      orders.add("set memory.max " + quota.memoryBytes());
      if (hasSwap) {
        orders.add("set memory.swap.max 0");
      }
    }
    if (quota.cores() != null) {
      orders.add("set cpu.max " + micros(quota.cores()) + " " + PERIOD_MICROS);
    }
    if (quota.pids() != null) {
      orders.add("set pids.max " + quota.pids());
    }
    orders.addAll(SECOND_READS);
    return orders;
  }

  /** Orders for a group with this controller in the first version. */
  static List<String> first(String controller, Quota quota, boolean hasSwap) {
    List<String> orders = new ArrayList<>();
    switch (controller) {
      case "memory" -> {
        if (quota.memoryBytes() != null) {
          orders.add("set memory.limit_in_bytes " + quota.memoryBytes());
          if (hasSwap) {
            orders.add("set memory.memsw.limit_in_bytes " + quota.memoryBytes());
          }
        }
        orders.add("read peak memory.max_usage_in_bytes");
        orders.add("read oom memory.oom_control");
      }
      case "cpu" -> {
        if (quota.cores() != null) {
          orders.add("set cpu.cfs_period_us " + PERIOD_MICROS);
          orders.add("set cpu.cfs_quota_us " + micros(quota.cores()));
        }
      }
      case "cpuacct" -> orders.add("read cpunanos cpuacct.usage");
      case "pids" -> {
        if (quota.pids() != null) {
          orders.add("set pids.max " + quota.pids());
        }
      }
      default -> throw new IllegalArgumentException("no such controller: " + controller);
    }
    return orders;
  }

  /** The kernel takes no less than a millisecond. */
  private static long micros(double cores) {
    return Math.max(1_000, Math.round(cores * PERIOD_MICROS));
  }
}
