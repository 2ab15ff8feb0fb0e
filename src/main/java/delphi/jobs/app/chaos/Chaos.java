package delphi.jobs.app.chaos;

import delphi.jobs.engine.Signal;
import delphi.jobs.engine.Tasks;
import delphi.jobs.job.Batch;
import delphi.jobs.job.Config;
import delphi.jobs.job.JobType;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Request;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.Submitted;
import delphi.jobs.store.row.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Real pollers over a real table, killed, frozen and stopped at random, with a share of their
 * requests broken; afterwards what their jobs have written down of themselves is held against the
 * table.
 */
public final class Chaos {
  private static final Duration TICK = Duration.ofMillis(100);

  /** Rungs on which processes may outlive their poller. */
  private static final Set<String> MAY_LEAVE_SOMETHING = Set.of("group", "descendants");

  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration TELL = Duration.ofSeconds(10);

  /** As long as nothing has ended for so long, nothing will. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Between two deeds, on the average. */
  private static final Duration BREATH = Duration.ofSeconds(1);

  /** So many jobs for each slot, as long as there is mischief to do, but no more than at first. */
  private static final int OPEN_PER_SLOT = 2;

  /** Killed again and again, a job must not run out of attempts: it is to be seen to its end. */
  private static final int RETRIES = 100;

  private final ChaosSettings settings;
  private final Site site;
  private final JobStore store;
  private final FaultProxy proxy;
  private final InstantSource clock;
  private final Signal pause;
  private final Consumer<String> talk;
  private final RandomGenerator random;

  private final Set<String> submitted = new LinkedHashSet<>();
  private final Map<String, Integer> done = new HashMap<>();
  private final Audit audit = new Audit();
  private final long start = System.nanoTime();
  private long lastLook = start;
  private long lastTold = start;
  private long lastEnd = start;
  private boolean mischiefIsOver;

  /**
   * Made ready.
   *
   * @param store past the proxy, to which the truth is asked
   * @param proxy through which the pollers ask
   * @param talk hears how it goes
   */
  public Chaos(
      ChaosSettings settings,
      Site site,
      JobStore store,
      FaultProxy proxy,
      InstantSource clock,
      Tasks tasks,
      Consumer<String> talk) {
    this.settings = settings;
    this.site = site;
    this.store = store;
    this.proxy = proxy;
    this.clock = clock;
    this.pause = tasks.signal();
    this.talk = talk;
    this.random = new Random(settings.seed());
  }

  /**
   * Where it happens.
   *
   * @param folder for this run only
   * @param poller the command line of a poller
   * @param environment what a poller gets beside what this gives it
   */
  public record Site(Path folder, List<String> poller, Map<String, String> environment) {}

  /** Does it all; takes minutes. */
  public Verdict run() throws InterruptedException, IOException {
    RunLedger ledger = new RunLedger(Files.createDirectories(site.folder().resolve("ledger")));
    Path work = Files.createDirectories(site.folder().resolve("work"));
    Path logs = Files.createDirectories(site.folder().resolve("logs"));
    ledger.writeWork(work.resolve("run_delphi.sh"));
    submit(settings.jobs());
    List<Fault> faults = List.copyOf(EnumSet.complementOf(EnumSet.of(Fault.EXPIRED_TOKEN)));
    proxy.follow(
        FaultPolicy.sometimes(settings.faultShare(), faults, new Random(settings.seed() + 1)));
    List<String> odd;
    try (Gang gang = new Gang(settings.pollers(), site.poller(), environment(work), logs)) {
      mischief(gang);
      talk.accept("no more mischief; every job must end now");
      attend(gang, () -> audit.ended() == submitted.size());
      await(gang::haveGone);
      odd = gang.oddEnds();
    }
    Map<String, List<Run>> runs = ledger.runs();
    List<String> violations = audit.violations(submitted, rows(), runs);
    if (!mischiefIsOver) {
      violations.add("stuck: no job has ended for " + PATIENCE);
    }
    violations.addAll(odd);
    violations.addAll(Remains.cleared(work));
    List<Run> all = runs.values().stream().flatMap(List::stream).toList();
    return new Verdict(
        submitted.size(),
        done,
        all.size(),
        all.stream().filter(run -> !run.ended()).count(),
        proxy.traffic().requests(),
        proxy.traffic().broken(),
        Duration.ofNanos(System.nanoTime() - start),
        violations);
  }

  private interface Condition {
    boolean holds() throws InterruptedException;
  }

  private void mischief(Gang gang) throws InterruptedException {
    List<Deed> deeds = new ArrayList<>();
    deeds.addAll(Collections.nCopies(settings.kills(), Deed.KILL));
    deeds.addAll(Collections.nCopies(settings.pauses(), Deed.PAUSE));
    deeds.addAll(Collections.nCopies(settings.stops(), Deed.STOP));
    Collections.shuffle(deeds, new Random(settings.seed()));
    for (Deed deed : deeds) {
      long due = System.nanoTime() + random.nextLong(2 * BREATH.toNanos());
      attend(gang, () -> System.nanoTime() - due >= 0);
      long longEnough = settings.untilOthersTakeOver().toNanos();
      long pauseNanos = longEnough + random.nextLong(longEnough);
      // When none is there to be hit, all are starting or lie still, but not for long.
      if (!attend(gang, () -> gang.suffer(deed, pauseNanos, random))) {
        return;
      }
      done.merge(deed.word(), 1, Integer::sum);
    }
    mischiefIsOver = true;
  }

  /**
   * Sees to the pollers and looks at the table until something is so.
   *
   * @return false when nothing has happened for so long that it never will be
   */
  private boolean attend(Gang gang, Condition enough) throws InterruptedException {
    lastEnd = System.nanoTime();
    while (!enough.holds()) {
      gang.attend();
      look();
      tell();
      if (since(lastEnd).compareTo(PATIENCE) > 0) {
        return false;
      }
      pause.await(TICK);
    }
    return true;
  }

  private void look() {
    if (since(lastLook).compareTo(LOOK) < 0) {
      return;
    }
    lastLook = System.nanoTime();
    int before = audit.ended();
    audit.look(rows());
    if (audit.ended() > before) {
      lastEnd = lastLook;
    }
    int openMin = Math.min(settings.jobs(), OPEN_PER_SLOT * settings.pollers() * settings.slots());
    if (!mischiefIsOver && submitted.size() - audit.ended() < openMin) {
      submit(openMin);
    }
  }

  private void tell() {
    if (since(lastTold).compareTo(TELL) < 0) {
      return;
    }
    lastTold = System.nanoTime();
    talk.accept(
        String.format(
            Locale.ROOT,
            "%4d s: %,d of %,d jobs ended; %s; %,d of %,d requests broken",
            since(start).toSeconds(),
            audit.ended(),
            submitted.size(),
            done,
            proxy.traffic().broken(),
            proxy.traffic().requests()));
  }

  private void await(Condition condition) throws InterruptedException {
    long since = System.nanoTime();
    while (!condition.holds() && since(since).compareTo(PATIENCE) < 0) {
      pause.await(TICK);
    }
  }

  /** Most are short; some go on for longer than others need to take them over. */
  private void submit(int count) {
    for (int i = 0; i < count; i++) {
      int number = submitted.size();
      long takeOver = settings.untilOthersTakeOver().toMillis();
      long millis =
          number % settings.longEvery() == 0
              ? takeOver * 3 / 2 + random.nextLong(takeOver)
              : 200 + random.nextLong(1_000);
      NewJob job =
          new NewJob(
              "chaos-" + number + "-" + millis,
              JobType.FULL_PIPELINE,
              new Request(
                  Integer.toString(number),
                  null,
                  Config.EMPTY,
                  Map.of(),
                  Request.DEFAULT_PRIORITY,
                  RETRIES,
                  null),
              Batch.NONE,
              "chaos");
      if (!(store.submit(job, clock.instant()) instanceof Submitted.Accepted)) {
        throw new IllegalStateException("job " + job.id() + " was not accepted");
      }
      submitted.add(job.id());
    }
  }

  private List<Row> rows() {
    return store.rows(new JobFilter(null, null, null, null, JobFilter.LIMIT_MAX));
  }

  private Map<String, String> environment(Path work) {
    Map<String, String> all = new HashMap<>(site.environment());
    all.put("DYNAMODB_ENDPOINT", proxy.address().toString());
    all.put("DELPHI_APP_PATH", work.toString());
    all.put("DELPHI_LEASE_SECONDS", settings.lease().toMillis() + "ms");
    all.put("DELPHI_MAX_WORKERS", Integer.toString(settings.slots()));
    all.put("DELPHI_CONTAINMENT", settings.containment());
    if (MAY_LEAVE_SOMETHING.contains(settings.containment())) {
      // A lost pipeline would be held there, and nothing be seen of what such a rung lets happen.
      all.put("DELPHI_PIPELINES_PER_CONVERSATION", "0");
    }
    all.put("DELPHI_POLLING_INTERVAL", "500ms");
    all.put("DELPHI_DRAIN_SECONDS", "1");
    all.put("DELPHI_GRACE_SECONDS", "1");
    return all;
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
