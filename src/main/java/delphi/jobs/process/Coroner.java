package delphi.jobs.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the processes of a command were doing when their time was over, found out just before they
 * are asked to end: afterwards nobody can tell why they hung. On a thread of its own, because a
 * look at a process that is stuck in the kernel may get stuck as well; what it has found out by
 * then is used.
 */
final class Coroner {
  static final int BYTES_MAX = Autopsy.BYTES_MAX - Autopsy.LAST_BYTES_MAX;

  /** How long it is waited for at most, from its beginning. */
  static final Duration PATIENCE = Duration.ofSeconds(3);

  /** How long the processes are watched to see which of them is busy. */
  private static final Duration WATCH = Duration.ofMillis(250);

  private static final int PROCESSES_MAX = 200;
  private static final long MEGABYTE = 1 << 20;
  private static final int SUMMARY_COMMAND_MAX = 100;

  private final Supplier<Set<Long>> processes;
  private final Redaction redaction;
  private final Runnable whenDone;
  private final long beganNanos = System.nanoTime();
  private final CountDownLatch done = new CountDownLatch(1);
  private final CountDownLatch hurry = new CountDownLatch(1);
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final SocketTables sockets = new SocketTables();
  private int room = BYTES_MAX;
  private volatile @Nullable String summary;

  private Coroner(Supplier<Set<Long>> processes, Redaction redaction, Runnable whenDone) {
    this.processes = processes;
    this.redaction = redaction;
    this.whenDone = whenDone;
  }

  /**
   * Begins.
   *
   * @param processes whom to look at
   * @param redaction what nobody may be told
   * @param whenDone is told on the autopsy's thread, at the latest when it has failed
   */
  static Coroner begin(
      String name, Supplier<Set<Long>> processes, Redaction redaction, Runnable whenDone) {
    Coroner coroner = new Coroner(processes, redaction, whenDone);
    try {
      Thread.ofPlatform().name(name).daemon().start(coroner::perform);
    } catch (OutOfMemoryError noThread) {
      coroner.done.countDown();
      whenDone.run();
    }
    return coroner;
  }

  /** Waits for it, within its time; empty when nothing was found out. */
  Optional<Autopsy> findings() throws InterruptedException {
    hurry.countDown();
    long left = PATIENCE.toNanos() - (System.nanoTime() - beganNanos);
    boolean ignored = done.await(left, TimeUnit.NANOSECONDS);
    return Optional.ofNullable(summary).map(words -> new Autopsy(words, List.copyOf(lines)));
  }

  private void perform() {
    try {
      look();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      done.countDown();
      whenDone.run();
    }
  }

  private void look() throws InterruptedException {
    Map<Long, ProcessPortrait> before = portraits();
    boolean ignored = hurry.await(WATCH.toMillis(), TimeUnit.MILLISECONDS);
    double seconds = Duration.ofNanos(System.nanoTime() - beganNanos).toMillis() / 1000.0;
    List<Sighting> sightings = new ArrayList<>();
    before
        .values()
        .forEach(earlier -> {
          ProcessPortrait now = ProcessPortrait.of(earlier.pid(), redaction).orElse(earlier);
          sightings.add(new Sighting(now, (now.ticks() - earlier.ticks()) / seconds));
        });
    if (sightings.isEmpty()) {
      return;
    }
    summary = redaction.hidden(summary(sightings));
    tell(summary);
    sightings.forEach(this::tell);
  }

  private Map<Long, ProcessPortrait> portraits() {
    Map<Long, ProcessPortrait> found = new LinkedHashMap<>();
    processes.get().stream()
        .sorted()
        .limit(PROCESSES_MAX)
        .forEach(pid ->
            ProcessPortrait.of(pid, redaction).ifPresent(portrait -> found.put(pid, portrait)));
    return found;
  }

  /**
   * A process that was looked at twice.
   *
   * @param load percent of a core that it took between the two looks
   */
  private record Sighting(ProcessPortrait process, double load) {
    String words() {
      return String.format(
          Locale.ROOT,
          "%s; %.1f s of CPU, now %.0f %% of a core; %d MB",
          process.stateInWords(),
          process.ticks() / (double) ProcessStat.TICKS_A_SECOND,
          load,
          process.memory() / MEGABYTE);
    }
  }

  private String summary(List<Sighting> sightings) {
    Sighting one = suspect(sightings);
    ProcessPortrait process = one.process();
    List<String> connections = process.openFiles(sockets).remotes();
    return "%d %s; %s (process %d) was %s%s"
        .formatted(
            sightings.size(),
            sightings.size() == 1 ? "process" : "processes",
            shortened(process.command()),
            process.pid(),
            one.words(),
            connections.isEmpty() ? "" : "; connected to " + String.join(" ", connections));
  }

  /** The busiest; among idle ones the one that waits for no child, and of these the newest. */
  private static Sighting suspect(List<Sighting> sightings) {
    Set<Long> parents = new HashSet<>();
    sightings.forEach(sighting -> parents.add(sighting.process().parent()));
    Sighting found = sightings.getFirst();
    for (Sighting sighting : sightings) {
      if (rank(sighting, parents) >= rank(found, parents)) {
        found = sighting;
      }
    }
    return found;
  }

  private static double rank(Sighting sighting, Set<Long> parents) {
    ProcessPortrait process = sighting.process();
    double waits = process.waitsForChildren() ? -2 : 0;
    return sighting.load() + waits + (parents.contains(process.pid()) ? -1 : 0);
  }

  private void tell(Sighting sighting) {
    ProcessPortrait process = sighting.process();
    tell(
        "process %d of %d: %s; %s; threads: %d"
            .formatted(
                process.pid(),
                process.parent(),
                process.command(),
                sighting.words(),
                process.threads()));
    process.openFiles(sockets).lines().forEach(line -> tell("  " + line));
  }

  private void tell(String text) {
    String line = redaction.hidden(text);
    int size = line.getBytes(UTF_8).length + 1;
    if (size <= room) {
      room -= size;
      lines.add(line);
    }
  }

  private static String shortened(String command) {
    return command.length() <= SUMMARY_COMMAND_MAX
        ? command
        : command.substring(0, SUMMARY_COMMAND_MAX) + "…";
  }
}
