package delphi.jobs.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The ways in which this machine may keep a quota, best first; which one does is tried. */
final class QuotaPlans {
  /** Those of the first version that count or limit something for us. */
  private static final List<String> FIRST = List.of("memory", "cpu", "cpuacct", "pids");

  private final Quota quota;
  private final OwnGroups own;
  private final List<String> reasons = new ArrayList<>();

  QuotaPlans(Quota quota, OwnGroups own) {
    this.quota = quota;
    this.own = own;
  }

  List<GroupPlan> all() {
    List<GroupPlan> plans = new ArrayList<>();
    own.second()
        .ifPresent(mount -> mount.places().forEach(place -> second(place).ifPresent(plans::add)));
    first(OwnGroups.Mount::own).ifPresent(plans::add);
    first(OwnGroups.Mount::top).filter(plan -> !plans.contains(plan)).ifPresent(plans::add);
    eachProcessAlone().ifPresent(plans::add);
    return plans;
  }

  /** Why some were not even worth a trial. */
  List<String> reasons() {
    return reasons;
  }

  private Optional<GroupPlan> second(Path place) {
    Set<String> needed = Controllers.of(quota);
    try {
      Delegation.of(place).hand(needed);
    } catch (IOException e) {
      reasons.add(place + ": " + e.getMessage());
      return Optional.empty();
    }
    boolean hasSwap = Files.exists(place.resolve("memory.swap.max"));
    GroupPlan.Group group = new GroupPlan.Group(place, true, Controllers.second(quota, hasSwap));
    return Optional.of(new GroupPlan(List.of(group), null, "limits by control group"));
  }

  /** A group in each hierarchy that has something for us; one that has two controllers gets one. */
  private Optional<GroupPlan> first(Function<OwnGroups.Mount, Path> place) {
    Map<Path, List<String>> orders = new LinkedHashMap<>();
    for (String controller : FIRST) {
      Optional<OwnGroups.Mount> mount = own.first(controller);
      if (mount.isEmpty() && Controllers.of(quota).contains(controller)) {
        reasons.add("there is no control group for " + controller);
        return Optional.empty();
      }
      mount
          .map(place)
          .ifPresent(parent -> {
            boolean hasSwap = Files.exists(parent.resolve("memory.memsw.limit_in_bytes"));
            orders
                .computeIfAbsent(parent, _ -> new ArrayList<>())
                .addAll(Controllers.first(controller, quota, hasSwap));
          });
    }
    List<GroupPlan.Group> groups =
        orders.entrySet().stream()
            .filter(entry -> !entry.getValue().isEmpty())
            .map(entry -> new GroupPlan.Group(entry.getKey(), false, entry.getValue()))
            .toList();
    return Optional.of(new GroupPlan(groups, null, "limits by control groups"));
  }

  private Optional<GroupPlan> eachProcessAlone() {
    return quota.memoryBytes() != null && quota.cores() == null && quota.pids() == null
        ? Optional.of(
            new GroupPlan(
                List.of(),
                quota.memoryBytes(),
                "memory limit for each process alone, not for all of a job"))
        : Optional.empty();
  }
}
