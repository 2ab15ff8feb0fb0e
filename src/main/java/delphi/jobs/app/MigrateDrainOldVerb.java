package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.PlainJson;
import delphi.jobs.job.Job;
import delphi.jobs.migration.Grip;
import delphi.jobs.migration.Holding;
import delphi.jobs.migration.Survey;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.JobStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Waits for what older pollers still have. */
@Command(
    name = "drain-old",
    description =
        "Wait until no row is held by pollers of other kinds, and show who has what. Stop them first;"
            + " writes nothing.")
final class MigrateDrainOldVerb implements Verb {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

  @Option(
      names = "--timeout",
      paramLabel = "SPAN",
      description = "Give up after so long, with exit code 5. Default: wait for ever.")
  private @Nullable String timeout;

  @Override
  public Exit run(Session session) {
    Duration most = timeout == null ? null : Flag.span("--timeout", timeout);
    Instant start = session.now();
    try (OpenStore store = session.openStore()) {
      List<Holding> before = List.of();
      while (true) {
        List<Holding> held = held(store.jobs(), session.now());
        boolean isOver =
            most != null && Duration.between(start, session.now()).compareTo(most) >= 0;
        if (held.isEmpty() || isOver) {
          return ended(session, held);
        }
        if (!held.equals(before)) {
          show(session, held);
        }
        before = held;
        if (!session.pause(BETWEEN_LOOKS)) {
          return Exit.INTERRUPTED;
        }
      }
    }
  }

  private static List<Holding> held(JobStore store, Instant now) {
    List<Holding> held = new ArrayList<>();
    Survey.ofOpen(store, JobFilter.LIMIT_MAX)
        .rows()
        .forEach(row -> {
          if (store.read(row) instanceof Job job && Holding.isOfOthers(job)) {
            held.add(Holding.of(job, now));
          }
        });
    return held;
  }

  private static void show(Session session, List<Holding> held) {
    if (session.globals().json()) {
      return;
    }
    session.say(held.size() + " held by other pollers:");
    HeldRows.grid(held, session).print(session.console());
    advise(session, held);
  }

  /** What never ends by itself needs a person. */
  private static void advise(Session session, List<Holding> held) {
    boolean isUnlocked = held.stream().anyMatch(holding -> holding.lock() == null);
    if (isUnlocked) {
      session.say(
          "rows without a lock are ended by their own poller or by nobody. Once it is certain that"
              + " nothing runs there any more: `delphi requeue ID`.");
    }
    if (held.stream().anyMatch(holding -> holding.grip() == Grip.STUCK && holding.lock() != null)) {
      session.say("a poller of ours frees what is stuck with a lock by itself.");
    }
  }

  private static Exit ended(Session session, List<Holding> held) {
    if (session.globals().json()) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      object.put("drained", held.isEmpty());
      object.put(
          "held", held.stream().map(holding -> HeldRows.object(holding, session.now())).toList());
      session.print(PlainJson.of(object));
    } else if (!held.isEmpty()) {
      show(session, held);
    }
    session.say(
        held.isEmpty()
            ? "no row is held by other pollers."
            : "the time is over, and other pollers still hold " + held.size() + ".");
    return held.isEmpty() ? Exit.OK : Exit.TIMED_OUT;
  }
}
