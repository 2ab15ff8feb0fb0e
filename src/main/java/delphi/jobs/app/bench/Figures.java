package delphi.jobs.app.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figures of one scenario on one store, gathered round by round. */
final class Figures {
  private final Map<String, List<Double>> rounds = new LinkedHashMap<>();
  private final List<String> doubts = new ArrayList<>();
  private final Scenario scenario;
  private final String store;

  Figures(Scenario scenario, String store) {
    this.scenario = scenario;
    this.store = store;
  }

  /** One more round's value of a figure. */
  void add(String name, double value) {
    rounds.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
  }

  /** Something went wrong, so that these figures are worth nothing. */
  void doubt(List<String> whys) {
    whys.forEach(why -> doubts.add(scenario.word() + " on " + store + ": " + why));
  }

  List<String> doubts() {
    return doubts;
  }

  List<Figure> all() {
    return rounds.entrySet().stream()
        .map(each -> new Figure(scenario, store, each.getKey(), each.getValue()))
        .toList();
  }
}
