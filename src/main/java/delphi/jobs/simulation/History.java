package delphi.jobs.simulation;

import delphi.jobs.engine.EngineSettings;
import delphi.jobs.engine.LeaseSettings;
import delphi.jobs.engine.RetrySettings;
import delphi.jobs.explain.Explanation;
import delphi.jobs.store.memory.MemoryChronicle;
import delphi.jobs.store.memory.MemoryJournal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One run of the world: everything in it follows from the seed. */
public final class History {
  private static final long SECOND = 1_000_000_000L;

  /** Until then things go wrong; afterwards every job must come to its end. */
  private static final long CALM_AT = 600 * SECOND;

  private static final long END = 4 * 3_600 * SECOND;

  /** So long late requests of dead hosts may still arrive, and ends of scripts be adopted. */
  private static final long AFTERMATH = 110 * SECOND;

  private static final long CALM_AFTERMATH = 20 * SECOND;

  /** Each of so many is written down as it happens, which takes its time. */
  private static final int WRITTEN_DOWN = 4;

  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Duration SWEEP = INTERVAL.multipliedBy(2);
  private static final RetrySettings RETRY =
      new RetrySettings(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          200,
          Duration.ofHours(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(20));

  private final SplittableRandom random;
  private final Weather weather;
  private final Map<String, Script> scripts = new LinkedHashMap<>();
  private final List<Host> hosts = new ArrayList<>();
  private final Timeline timeline;
  private final Trace trace;
  private final Findings findings;
  private final Referee referee;
  private final @Nullable MemoryChronicle chronicle;
  private final Server server;
  private final Operator operator;
  private final Witness witness;
  private final long seed;
  private long quietSince = -1;

  private History(
      long seed,
      int jobs,
      int workers,
      @Nullable Consumer<String> reader,
      UnaryOperator<Explanation> slip) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.weather = Weather.of(seed, random);
    this.timeline = new Timeline(END, this::isOver);
    this.trace = new Trace(timeline, reader);
    for (int job = 0; job < jobs; job++) {
      scripts.put("job-" + job, Script.draw(weather.kind(), random));
    }
    this.findings = new Findings(timeline, trace);
    Duration recovery = Referee.recovery(LeaseSettings.DEFAULT, SWEEP);
    this.referee = new Referee(weather, scripts, recovery, findings);
    this.server = new Server(timeline, referee, weather, random.split());
    this.chronicle = seed % WRITTEN_DOWN == 0 ? new MemoryChronicle() : null;
    Scene scene =
        new Scene(
            timeline,
            weather,
            server,
            referee,
            new Provider(findings, referee),
            trace,
            new Memory(),
            new MemoryJournal(),
            new Bulletin(),
            chronicle);
    this.witness = new Witness(scene, hosts, new SplittableRandom(~seed), slip);
    this.operator = new Operator(scene, scripts, random.split());
    for (int number = 0; number < workers; number++) {
      long error = clockError(random);
      HostTime time = new HostTime(timeline, error);
      hosts.add(new Host(number, scene, time, settings(number), random.split()));
    }
  }

  /**
   * Lets one history happen.
   *
   * @param reader hears it line by line; null for nobody, which is much faster
   * @throws IllegalStateException if the simulation itself fails
   */
  public static Report run(long seed, int jobs, int workers, @Nullable Consumer<String> reader)
      throws InterruptedException {
    return run(seed, jobs, workers, reader, UnaryOperator.identity());
  }

  /**
   * The same, where the explanations of jobs are not what they should be.
   *
   * @param slip what is made of each
   */
  static Report run(
      long seed,
      int jobs,
      int workers,
      @Nullable Consumer<String> reader,
      UnaryOperator<Explanation> slip)
      throws InterruptedException {
    return new History(seed, jobs, workers, reader, slip).run();
  }

  private Report run() throws InterruptedException {
    operator.start();
    witness.start();
    for (Host host : hosts) {
      timeline.after(random.nextLong(10 * SECOND), host::boot);
    }
    for (int trouble = 0; trouble < weather.troubles(); trouble++) {
      timeline.at(random.nextLong(CALM_AT), this::trouble);
    }
    timeline.at(CALM_AT, this::calmDown);
    timeline.run();
    if (timeline.isSpent()) {
      findings.add("something spins: more than " + Timeline.EVENTS_MAX + " events");
    }
    new EndRules(weather, server, referee, findings).close();
    if (chronicle != null) {
      new ChronicleRules(weather, server, chronicle, referee, findings).close();
    }
    int starts = 0;
    int rescues = 0;
    for (Dossier job : referee.all()) {
      starts += job.starts;
      rescues += job.rescues;
    }
    return new Report(
        seed,
        trace.hash(),
        referee.jobs(),
        starts,
        rescues,
        referee.crashes(),
        witness.testimony(),
        findings.all());
  }

  private boolean isOver() {
    if (!operator.hasSubmitted() || !referee.isQuiet()) {
      quietSince = -1;
      return false;
    }
    if (quietSince < 0) {
      quietSince = timeline.now();
    }
    boolean storms = weather.kind() == Weather.Kind.STORM;
    return timeline.now() - quietSince > (storms ? AFTERMATH : CALM_AFTERMATH);
  }

  private void trouble() {
    if (weather.kind() == Weather.Kind.CRASHES) {
      // One worker stays healthy: what is measured is how soon it takes over.
      hosts.get(1 + random.nextInt(hosts.size() - 1)).crash("kill -9");
      return;
    }
    Host host = hosts.get(random.nextInt(hosts.size()));
    long nanos = (5 + random.nextInt(295)) * SECOND;
    switch (Trouble.draw(weather.favourite(), random)) {
      case CRASH -> host.crash("kill -9");
      case FREEZE -> host.freeze(nanos);
      case SUSPEND -> host.suspend(nanos);
      case CLOCK -> {
        trace.tell(host.number(), "clock", "");
        host.time().setError(clockError(random));
      }
      case DRAIN -> host.drain();
      case PARTITION -> host.partition(nanos);
      case FLAP -> flap(host, 4);
      case DENY -> host.deny(nanos);
      case STALL -> {
        trace.tell(-1, "stall", nanos / SECOND + " s");
        server.stallUntil(timeline.now() + nanos);
      }
      case THROTTLE -> {
        trace.tell(-1, "throttle", nanos / 3 / SECOND + " s");
        server.throttleUntil(timeline.now() + nanos / 3);
      }
    }
  }

  private void flap(Host host, int times) {
    long down = (40 + random.nextInt(45)) * SECOND;
    host.partition(down);
    if (times > 1) {
      timeline.after(down + (3 + random.nextInt(8)) * SECOND, () -> flap(host, times - 1));
    }
  }

  /** From now on nothing more goes wrong; often only one worker is left. */
  private void calmDown() {
    hosts.forEach(Host::calmDown);
    if (weather.kind() == Weather.Kind.STORM && random.nextBoolean()) {
      hosts.subList(1, hosts.size()).forEach(Host::leave);
    }
  }

  private long clockError(RandomGenerator source) {
    long most = weather.machines().clockErrorMost().toNanos();
    return most == 0 ? 0 : source.nextLong(2 * most + 1) - most;
  }

  private EngineSettings settings(int number) {
    return EngineSettings.defaults("host-" + number, Path.of("/channels"))
        .withSlots(1 + random.nextInt(4))
        .withInterval(INTERVAL)
        .withDrainPatience(Duration.ofSeconds(10))
        .withSweep(SWEEP)
        .withRetry(RETRY);
  }
}
