package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import delphi.jobs.simulation.History;
import delphi.jobs.simulation.OrderStep;
import delphi.jobs.simulation.Report;
import delphi.jobs.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the engine through simulated histories of everything that can go wrong. */
@Command(
    name = "simulate",
    description =
        "Run the real engine in simulated worlds in which hosts die, freeze and misread the time,"
            + " and check that no job is lost or runs twice. A seed is one world, always the same.")
final class SimulateVerb implements Verb {
  private static final long SEEDS_LONG = 1_000_000;
  private static final Duration PROGRESS = Duration.ofSeconds(10);

  /** After so many failed histories there is enough to look at. */
  private static final int FAILED_MAX = 20;

  @Option(names = "--seeds", paramLabel = "N", description = "How many worlds; default 1000.")
  private long seeds = 1_000;

  @Option(names = "--first-seed", paramLabel = "S", description = "Of the first one; default 0.")
  private long firstSeed;

  @Option(names = "--jobs", paramLabel = "N", description = "In each world; default 100.")
  private int jobs = 100;

  @Option(names = "--workers", paramLabel = "N", description = "In each world; default 5.")
  private int workers = 5;

  @Option(names = "--long", description = "A million worlds instead, for a night.")
  private boolean whole;

  @Option(names = "--trace", description = "Tell the first world event by event.")
  private boolean trace;

  private final Map<OrderStep, Long> crashes = new EnumMap<>(OrderStep.class);
  private long done;
  private long starts;
  private long rescues;
  private long violations;
  private long asked;
  private long wrong;
  private int failed;
  private @Nullable Instant told;

  @Override
  public Exit run(Session session) {
    try {
      return simulate(session, settings());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Exit.INTERRUPTED;
    }
  }

  private Exit simulate(Session session, Simulation.Settings settings) throws InterruptedException {
    if (trace) {
      Report report = History.run(firstSeed, jobs, workers, session::print);
      told(report, session);
      session.print("trace " + HexFormat.of().toHexDigits(report.hash()));
    } else {
      Simulation.run(settings, report -> hear(report, settings.seeds(), session));
    }
    session.print(
        String.format(
            Locale.ROOT,
            "%,d processes started, %,d jobs rescued from hosts that were gone",
            starts,
            rescues));
    session.print("batches being ordered when a poller died: " + crashes());
    session.print(String.format(Locale.ROOT, "why: %,d asked, %,d wrong", asked, wrong));
    session.print(done + " seeds, " + violations + " violations");
    return violations == 0 ? Exit.OK : Exit.FAILED;
  }

  /** {@code 31 (claimed 3, intended 4, …)}. */
  private String crashes() {
    String steps =
        Stream.of(OrderStep.values())
            .map(step ->
                step.word() + String.format(Locale.ROOT, " %,d", crashes.getOrDefault(step, 0L)))
            .collect(Collectors.joining(", ", " (", ")"));
    long all = crashes.values().stream().mapToLong(Long::longValue).sum();
    return String.format(Locale.ROOT, "%,d", all) + steps;
  }

  private Simulation.Settings settings() {
    try {
      int threads = Runtime.getRuntime().availableProcessors();
      long worlds = whole ? SEEDS_LONG : seeds;
      return new Simulation.Settings(firstSeed, worlds, jobs, workers, threads);
    } catch (IllegalArgumentException refused) {
      throw new Problem(
          Exit.USAGE,
          "simulate",
          String.valueOf(refused.getMessage()),
          "`delphi simulate --help` tells what may be given.",
          refused);
    }
  }

  /** Called by one thread at a time. */
  private boolean hear(Report report, long of, Session session) {
    told(report, session);
    Instant now = session.now();
    Instant before = told;
    if (before == null) {
      told = now;
    } else if (Duration.between(before, now).compareTo(PROGRESS) >= 0) {
      told = now;
      session.say(
          String.format(Locale.ROOT, "%,d of %,d seeds, %,d violations", done, of, violations));
    }
    return failed < FAILED_MAX;
  }

  private void told(Report report, Session session) {
    done++;
    starts += report.starts();
    rescues += report.rescues();
    report.crashes().forEach((step, count) -> crashes.merge(step, (long) count, Long::sum));
    asked += report.why().asked();
    wrong += report.why().wrong().size();
    report.why().wrong().forEach(answer -> session.say("seed " + report.seed() + ": " + answer));
    violations += report.violations().size();
    if (report.violations().isEmpty()) {
      return;
    }
    failed++;
    session.print("seed " + report.seed() + ":");
    report.violations().forEach(violation -> session.print("  " + violation));
    session.print(
        "  replay: ./delphi simulate --first-seed "
            + report.seed()
            + " --jobs "
            + jobs
            + " --workers "
            + workers
            + " --trace");
  }
}
