package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.JobFinder;
import delphi.jobs.desk.PlainJson;
import delphi.jobs.desk.Problem;
import delphi.jobs.desk.StoredResults;
import delphi.jobs.desk.Times;
import delphi.jobs.job.Job;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.chronicle.AsOf;
import delphi.jobs.store.chronicle.Chapter;
import delphi.jobs.store.journal.ChunkText;
import delphi.jobs.store.journal.Journal.Look;
import delphi.jobs.store.journal.PackedChunk;
import delphi.jobs.store.row.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what is different between two attempts, two times, or two jobs. */
@Command(
    name = "diff",
    description =
        "Say what is different between the last two attempts of a job, between two times"
            + " (--from, --to), or between two jobs.")
final class DiffVerb implements Verb {
  private static final int CHUNKS = 1_000;

  @Parameters(index = "0", paramLabel = "ID", description = "The job.")
  private String id = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "OTHER",
      description = "Another job; else two attempts of the one.")
  private @Nullable String other;

  @Option(names = "--from", paramLabel = "WHEN", description = "As it was then (-2h, or a time).")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "WHEN", description = "As it was then; else now.")
  private @Nullable String to;

  @Override
  public Exit run(Session session) {
    if (other != null && (from != null || to != null)) {
      throw new Problem(
          Exit.USAGE, "diff", "two jobs have no two times", "Give OTHER, or --from and --to.");
    }
    try (OpenStore store = session.openStore()) {
      JobFinder finder = new JobFinder(store.jobs(), store.chronicle());
      Row row = finder.find(id);
      if (other != null) {
        Row second = finder.find(other);
        WorkerFacts workers = WorkerFacts.of(store, session);
        Map<String, String> first = job(store, row, workers);
        print(new Sides(row.jobId(), first, second.jobId(), job(store, second, workers)), session);
      } else if (from != null || to != null) {
        print(times(HistoryVerb.story(store, row), session), session);
      } else {
        print(attempts(store, row, session), session);
      }
      return Exit.OK;
    }
  }

  /** Two sets of facts, and what they are of. */
  private record Sides(
      String left, Map<String, String> first, String right, Map<String, String> second) {
    Set<String> names() {
      Set<String> names = new LinkedHashSet<>(first.keySet());
      names.addAll(second.keySet());
      return names;
    }
  }

  private static Sides attempts(OpenStore store, Row row, Session session) {
    List<Map<String, String>> attempts = attemptsOf(store, row, WorkerFacts.of(store, session));
    if (attempts.size() < 2) {
      throw new Problem(
          Exit.CONFLICT,
          "job " + row.jobId(),
          attempts.size() + " of its attempts was written down, and it takes two",
          "Name another job to compare it with, or two times with --from and --to.");
    }
    int last = attempts.size() - 1;
    return new Sides(
        "attempt " + last, attempts.get(last - 1), "attempt " + (last + 1), attempts.get(last));
  }

  private Sides times(List<Chapter> story, Session session) {
    Instant now = session.now();
    Instant first = from == null ? Instant.EPOCH : Moments.of("--from", from, now);
    Instant second = to == null ? now : Moments.of("--to", to, now);
    return new Sides(Times.iso(first), past(story, first), Times.iso(second), past(story, second));
  }

  private static Map<String, String> past(List<Chapter> story, Instant time) {
    Map<String, String> facts = new LinkedHashMap<>();
    AsOf was = AsOf.at(time, story).orElse(null);
    facts.put("state", was == null ? "not there" : was.state().name());
    if (was != null) {
      facts.putAll(PastView.facts(was));
    }
    return facts;
  }

  /** What was asked for, and what came of it; of variables the names alone. */
  private static Map<String, String> job(OpenStore store, Row row, WorkerFacts workers) {
    Map<String, String> facts = new LinkedHashMap<>();
    if (!(store.jobs().read(row) instanceof Job job)) {
      facts.put("state", "UNREADABLE");
      return facts;
    }
    facts.put("state", job.state().name());
    facts.put("type", job.type().name());
    facts.put("conversation", job.request().conversationId());
    facts.put("report", String.valueOf(job.request().reportId()));
    job.request()
        .config()
        .tree()
        .forEach((name, value) -> facts.put("config " + name, PlainJson.line(Map.of(name, value))));
    facts.put("variables", String.join(" ", new TreeSet<>(job.request().environment().keySet())));
    facts.put("priority", Integer.toString(job.request().priority()));
    facts.put("timeout", String.valueOf(job.request().timeout()));
    facts.put("attempts", Integer.toString(job.tenure().attempt()));
    StoredResults results = StoredResults.of(job.storedResults());
    facts.put("exit code", results.returnCode().orElse(""));
    facts.put("error", results.error().orElse(""));
    facts.put("used", results.usage().orElse(""));
    facts.put("held by", results.containment().orElse(""));
    Attempts.last(attemptsOf(store, row, workers)).forEach(facts::putIfAbsent);
    return facts;
  }

  private static List<Map<String, String>> attemptsOf(
      OpenStore store, Row row, WorkerFacts workers) {
    return Attempts.of(HistoryVerb.story(store, row), lines(store, row.jobId()), workers);
  }

  private static Map<Long, Long> lines(OpenStore store, String jobId) {
    Map<Long, Long> lines = new HashMap<>();
    try {
      for (PackedChunk chunk : store.journal().chunks(jobId, null, CHUNKS, Look.CHEAP)) {
        lines.merge(chunk.key().claim(), ChunkText.unpack(chunk).last(), Math::max);
      }
    } catch (StoreException | IllegalArgumentException unread) {
      // Then the number of lines is not compared.
      lines.clear();
    }
    return lines;
  }

  private static void print(Sides sides, Session session) {
    List<Map<String, @Nullable Object>> objects = new ArrayList<>();
    Grid grid = new Grid("WHAT", sides.left(), sides.right());
    int same = 0;
    for (String name : sides.names()) {
      String first = sides.first().getOrDefault(name, "");
      String second = sides.second().getOrDefault(name, "");
      if (first.equals(second)) {
        same++;
        continue;
      }
      grid.row(new Grid.Cell(name), new Grid.Cell(shown(first)), new Grid.Cell(shown(second)));
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      object.put("what", name);
      object.put("left", first);
      object.put("right", second);
      objects.add(object);
    }
    if (session.globals().json()) {
      session.print(PlainJson.of(objects));
      return;
    }
    if (session.globals().quiet()) {
      objects.forEach(object -> session.print(String.valueOf(object.get("what"))));
      return;
    }
    if (!objects.isEmpty()) {
      grid.print(session.console());
    }
    session.say(same + (same == 1 ? " fact is" : " facts are") + " the same.");
  }

  private static String shown(String fact) {
    return fact.isEmpty() ? "-" : fact;
  }
}
