package delphi.jobs.app.bench;

import delphi.jobs.engine.ThreadTasks;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Carries out scenarios on stores, one after the other, and gathers the figures.
 *
 * <p>Absolute figures are those of one machine in one hour. What can be carried elsewhere are the
 * counts, and the ratios to a bare loop that ran in the same minute.
 */
public final class Bench {
  /** Enough for the compilers to have seen the path of a job. */
  private static final int WARM_UP_JOBS_MAX = 2_000;

  private final BenchSettings settings;
  private final Rig rig;
  private final List<String> program;
  private final Consumer<String> talk;

  /**
   * @param channels a folder for this measurement only
   * @param random is used by many threads at once
   * @param program the command that starts it, for what is measured from outside
   * @param talk hears what is being done
   */
  public Bench(
      BenchSettings settings,
      Path channels,
      InstantSource clock,
      RandomGenerator random,
      List<String> program,
      Consumer<String> talk) {
    this.settings = settings;
    this.rig = new Rig(clock, new ThreadTasks(), random, channels);
    this.program = List.copyOf(program);
    this.talk = talk;
  }

  public Report run(List<FreshStores> stores) throws InterruptedException {
    Machine machine = Machine.here();
    List<Figure> figures = new ArrayList<>();
    List<String> doubts = new ArrayList<>();
    for (FreshStores store : stores) {
      talk.accept(store.name() + ": warming up");
      warmUp(store);
      for (Scenario scenario : Scenario.values()) {
        if (settings.scenarios().contains(scenario)) {
          talk.accept(store.name() + ": " + scenario.word() + ", " + scenario.meaning());
          Figures found = new Figures(scenario, store.name());
          experiment(scenario).on(store, found);
          figures.addAll(found.all());
          doubts.addAll(found.doubts());
        }
      }
    }
    List<String> names = stores.stream().map(FreshStores::name).toList();
    return new Report(machine.after(), settings, names, figures, doubts);
  }

  private void warmUp(FreshStores stores) throws InterruptedException {
    int jobs = Math.min(WARM_UP_JOBS_MAX, settings.jobs() * 2);
    Figures unheard = new Figures(Scenario.THROUGHPUT, stores.name());
    new Throughput(rig, settings.withJobs(jobs).withRounds(1)).on(stores, unheard);
  }

  private Experiment experiment(Scenario scenario) {
    return switch (scenario) {
      case THROUGHPUT -> new Throughput(rig, settings);
      case PROCESSES -> new Processes(rig, settings);
      case STARTS -> new Starts(rig, settings);
      case LATENCY -> new Latency(rig, settings);
      case CONTENTION -> new Contention(rig, settings);
      case BACKLOG -> new Backlog(rig, settings);
      case FLOOD -> new Flood(rig, settings);
      case WAITING -> new Waiting(rig, settings);
      case PARKED -> new Parked(rig, settings);
      case START -> new StartUp(rig, settings, program);
      case IDLE -> new Idle(rig, settings);
      case ESTIMATES -> new Estimates(settings);
    };
  }
}
