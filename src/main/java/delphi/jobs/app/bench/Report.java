package delphi.jobs.app.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run of the benchmark has found.
 *
 * @param stores in the order in which they were measured
 * @param doubts why figures must not be believed: jobs that did not run exactly once, and the like
 */
public record Report(
    Machine machine,
    BenchSettings settings,
    List<String> stores,
    List<Figure> figures,
    List<String> doubts) {
  public Report {
    stores = List.copyOf(stores);
    figures = List.copyOf(figures);
    doubts = List.copyOf(doubts);
  }

  /** The figure of that name, where that store has one. */
  public Optional<Figure> find(Scenario scenario, String store, String name) {
    return figures.stream()
        .filter(each -> each.scenario() == scenario)
        .filter(each -> each.store().equals(store) && each.name().equals(name))
        .findFirst();
  }

  /** The names of a scenario's figures on any store, in their order. */
  public List<String> names(Scenario scenario) {
    return figures.stream()
        .filter(each -> each.scenario() == scenario)
        .map(Figure::name)
        .distinct()
        .toList();
  }

  /** As plain maps and lists, for JSON. */
  public Map<String, Object> plain() {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("machine", plain(machine));
    plain.put("jobs", settings.jobs());
    plain.put("slots", settings.slots());
    plain.put("rounds", settings.rounds());
    plain.put("pollers", settings.pollers());
    plain.put("figures", figures.stream().map(Report::plain).toList());
    plain.put("doubts", doubts);
    return plain;
  }

  private static Map<String, Object> plain(Machine machine) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("cores", machine.cores());
    plain.put("processor", machine.processor());
    plain.put("memory_megabytes", machine.memoryMegabytes());
    plain.put("heap_megabytes", machine.heapMegabytes());
    plain.put("system", machine.system());
    plain.put("java", machine.java());
    plain.put("load_before", machine.loadBefore());
    plain.put("load_after", machine.loadAfter());
    return plain;
  }

  private static Map<String, Object> plain(Figure figure) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("scenario", figure.scenario().word());
    plain.put("store", figure.store());
    plain.put("figure", figure.name());
    plain.put("median", figure.median());
    plain.put("rounds", figure.rounds());
    return plain;
  }
}
