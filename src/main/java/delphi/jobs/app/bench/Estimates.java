package delphi.jobs.app.bench;

import delphi.jobs.experience.Estimate;
import delphi.jobs.experience.Forecast;
import delphi.jobs.experience.Run;
import delphi.jobs.experience.Situation;
import delphi.jobs.experience.Usual;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * How far estimates of the time left are off: runs of made-up types, one after the other, each
 * estimated at a quarter, half and three quarters of its time by what the ones before have taught.
 * The error is a part of the whole duration; a job that is late counts as if it ended now. No store
 * has a part in it, and the same seeds give the same figures.
 */
record Estimates(BenchSettings settings) implements Experiment {
  private static final int RUNS_LEARNT = 5;
  private static final int MEDIAN_SECONDS = 600;
  private static final double[] PLACES = {0.25, 0.5, 0.75};

  /** Where stages begin, and which of them there are. */
  private static final double[] STAGES = {0.05, 0.2, 0.45, 0.8};

  /** How the durations of a type differ. */
  private enum Kind {
    STEADY("one size, ±10 %", 0.1, 1),
    VARIED("sizes that vary by half", 0.5, 1),
    TWO_SIZES("two sizes, one five times the other", 0.15, 5);

    private final String words;
    private final double spread;
    private final double largerBy;

    Kind(String words, double spread, double largerBy) {
      this.words = words;
      this.spread = spread;
      this.largerBy = largerBy;
    }

    private double seconds(Random random) {
      double size = random.nextBoolean() ? largerBy : 1;
      return MEDIAN_SECONDS * size * Math.exp(spread * random.nextGaussian());
    }
  }

  /** What a job says of itself while it runs. */
  private enum Says {
    NOTHING,
    STAGES,
    FRACTION
  }

  @Override
  public void on(FreshStores stores, Figures figures) {
    for (int round = 0; round < settings.rounds(); round++) {
      for (Kind kind : Kind.values()) {
        Map<String, List<Double>> errors = errors(kind, new Random(round));
        errors.forEach((name, values) ->
            figures.add(
                kind.words + ", says " + name,
                Figure.quantile(values.stream().mapToDouble(Double::doubleValue).toArray(), 0.5)));
      }
    }
  }

  private Map<String, List<Double>> errors(Kind kind, Random random) {
    Map<String, List<Double>> errors = new LinkedHashMap<>();
    Usual usual = Usual.UNKNOWN;
    for (int number = 0; number < RUNS_LEARNT + settings.jobs(); number++) {
      double whole = kind.seconds(random);
      double[] stages = stages(random);
      if (number >= RUNS_LEARNT) {
        for (Says says : Says.values()) {
          for (double place : PLACES) {
            String name =
                String.format(
                    Locale.ROOT,
                    "%s, at %.0f %%: error, %%",
                    says.name().toLowerCase(Locale.ROOT),
                    100 * place);
            errors
                .computeIfAbsent(name, _ -> new ArrayList<>())
                .add(100 * error(usual, whole, place, stages, says));
          }
        }
      }
      usual = usual.after(run(whole, stages));
    }
    return errors;
  }

  private static double error(Usual usual, double whole, double place, double[] stages, Says says) {
    double elapsed = whole * place;
    int stage = stages.length - 1;
    while (stage >= 0 && stages[stage] > place) {
      stage--;
    }
    boolean tellsStage = says == Says.STAGES && stage >= 0;
    // A script's own fractions are as wrong as its author's idea of the stages' lengths.
    double done = Math.pow(place, 1.3);
    Situation situation =
        new Situation(
            span(elapsed),
            tellsStage ? name(stage) : null,
            tellsStage ? span(whole * stages[stage]) : null,
            says == Says.FRACTION ? Double.valueOf(done) : null,
            says == Says.FRACTION ? span(elapsed) : null);
    Estimate estimate = Forecast.of(usual, situation).orElse(null);
    return Math.abs(elapsed + left(estimate) - whole) / whole;
  }

  private static double left(@Nullable Estimate estimate) {
    return estimate == null ? 0 : estimate.left().toMillis() / 1_000.0;
  }

  /** In no two runs do they begin at quite the same place. */
  private static double[] stages(Random random) {
    double[] stages = STAGES.clone();
    for (int at = 0; at < stages.length; at++) {
      stages[at] = Math.clamp(stages[at] * Math.exp(0.15 * random.nextGaussian()), 0, 0.95);
    }
    return stages;
  }

  private static Run run(double whole, double[] stages) {
    List<Run.Mark> marks = new ArrayList<>();
    for (int at = 0; at < stages.length; at++) {
      marks.add(new Run.Mark(name(at), span(whole * stages[at])));
    }
    return new Run(span(whole), marks);
  }

  private static String name(int stage) {
    return "stage " + (char) ('a' + stage);
  }

  private static Duration span(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1_000));
  }
}
