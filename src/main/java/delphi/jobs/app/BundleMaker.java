package delphi.jobs.app;

import delphi.jobs.app.bundle.Bundle;
import delphi.jobs.app.bundle.Cleaner;
import delphi.jobs.app.bundle.NamedFiles;
import delphi.jobs.app.doctor.Interpreter;
import delphi.jobs.desk.HistoryFields;
import delphi.jobs.desk.LogPiece;
import delphi.jobs.desk.LogTrail;
import delphi.jobs.desk.PlainJson;
import delphi.jobs.desk.Times;
import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.handler.Plan;
import delphi.jobs.job.Job;
import delphi.jobs.job.LogEntry;
import delphi.jobs.process.Command;
import delphi.jobs.process.Limits;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.chronicle.Facts;
import delphi.jobs.store.chronicle.Happening;
import delphi.jobs.store.chronicle.Recipe;
import delphi.jobs.store.chronicle.Step;
import delphi.jobs.store.chronicle.Story;
import delphi.jobs.store.journal.Journal.Look;
import delphi.jobs.store.journal.LogRecord;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what is known of a job's newest attempt: what was written down when it ran, else
 * what this program would run for its row. No secret is in it, but the name of each.
 */
final class BundleMaker {
  /** Of the newest attempt, from its end. */
  private static final int LINES_MAX = 500;

  private static final int LINE_CHARS_MAX = 2_000;

  /** Each run has its own. */
  private static final Set<String> NOT_KEPT =
      Set.of("DELPHI_COMMANDS", "DELPHI_PROCESS_MARK", "DELPHI_ORDER_MARKER");

  private final OpenStore store;
  private final Session session;

  BundleMaker(OpenStore store, Session session) {
    this.store = store;
    this.session = session;
  }

  /** The tree of a bundle. */
  Object of(Row row, Job job) {
    Optional<Plan.Run> plan = plan(job);
    List<Happening> happenings = happenings(job.id());
    Map<String, String> planned = plan.map(run -> run.command().environment()).orElse(Map.of());
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put(Bundle.MARK, Bundle.FORM);
    tree.put("made_at", Times.iso(session.now()));
    tree.put("job_id", job.id());
    tree.put("job_type", job.type().name());
    Optional<Happening> start = newest(happenings, Step.START);
    Optional<Recipe> recipe =
        start.map(it -> it.facts().getOrDefault(Facts.RECIPE, "")).flatMap(Recipe::read);
    tree.put("command", command(recipe, start, plan));
    Collection<String> names =
        recipe
            .filter(it -> !it.variables().isEmpty())
            .<Collection<String>>map(Recipe::variables)
            .orElse(new TreeSet<>(planned.keySet()));
    tree.put("environment", environment(names, planned, job));
    tree.put(
        "limits",
        Bundle.object(
            plan.map(Plan.Run::limits).orElse(Limits.DEFAULT), Workshop.quota(session.settings())));
    tree.put("worker", worker(job, happenings, start));
    tree.put("made_on", WorkerId.host());
    tree.put("versions", versions());
    tree.put("interpreter", interpreter(recipe, plan));
    tree.put("files", files(recipe, plan, start));
    tree.put("outcome", new BundleOutcome(job, happenings).object());
    tree.put("row", attributes(row));
    tree.put("history", Story.of(happenings, job).stream().map(HistoryFields::of).toList());
    tree.put("output", output(job));
    return Objects.requireNonNull(cleaner(job, row, planned).clean((Object) tree));
  }

  /** The versions of what is at work here. */
  static Map<String, @Nullable Object> versions() {
    Map<String, @Nullable Object> versions = new LinkedHashMap<>();
    versions.put("delphi", VersionVerb.programVersion());
    versions.put("java", Runtime.version().toString());
    versions.put(
        "os", System.getProperty("os.name", "") + " " + System.getProperty("os.version", ""));
    versions.put("arch", System.getProperty("os.arch", ""));
    return versions;
  }

  private Optional<Plan.Run> plan(Job job) {
    Workshop workshop = new Workshop(session.settings(), session.surroundings());
    HandlerRegistry handlers = Workshop.handlers(workshop.handlerSettings());
    return handlers
        .handlerFor(job)
        .map(handler -> handler.plan(job))
        .filter(Plan.Run.class::isInstance)
        .map(Plan.Run.class::cast);
  }

  private List<Happening> happenings(String jobId) {
    try {
      return store.chronicle().of(jobId);
    } catch (StoreException unanswered) {
      session.say(unanswered.getMessage() + ". The bundle has no history.");
      return List.of();
    }
  }

  private static Optional<Happening> newest(List<Happening> happenings, Step step) {
    return happenings.reversed().stream().filter(it -> it.step() == step).findFirst();
  }

  private static Map<String, @Nullable Object> command(
      Optional<Recipe> recipe, Optional<Happening> start, Optional<Plan.Run> plan) {
    Map<String, @Nullable Object> command = new LinkedHashMap<>();
    if (recipe.isPresent()) {
      command.put("source", "recorded when it was run");
      command.put("attempt", start.map(Happening::attempt).orElse(null));
      command.put("argv", recipe.get().argv());
      command.put("directory", recipe.get().directory());
    } else if (plan.isPresent()) {
      Command planned = plan.get().command();
      command.put(
          "source", "reconstructed: nobody wrote down what was run; this is what would be run now");
      command.put("argv", planned.argv());
      command.put("directory", planned.directory().toString());
    } else {
      command.put("source", "unknown: nobody wrote it down, and no handler here takes the job");
      command.put("argv", List.of());
    }
    return command;
  }

  /** What this machine's environment says is taken from where it is run again; the rest is told. */
  private Map<String, @Nullable Object> environment(
      Collection<String> names, Map<String, String> planned, Job job) {
    Map<String, String> own = session.surroundings().environment();
    Map<String, @Nullable Object> environment = new LinkedHashMap<>();
    for (String name : names) {
      String value = planned.get(name);
      boolean isOfJob =
          value != null
              && (job.request().environment().containsKey(name) || !value.equals(own.get(name)));
      if (!NOT_KEPT.contains(name)) {
        environment.put(name, isOfJob ? value : "${" + name + "}");
      }
    }
    return environment;
  }

  /** Which poller ran it, and which program that was. */
  private Map<String, @Nullable Object> worker(
      Job job, List<Happening> happenings, Optional<Happening> start) {
    String id =
        start
            .or(() -> newest(happenings, Step.CLAIM))
            .map(it -> it.actor().name())
            .orElse(job.tenure().workerId());
    Map<String, @Nullable Object> worker = new LinkedHashMap<>();
    if (id == null || id.isEmpty()) {
      worker.put(Bundle.NOT_KNOWN, "nobody wrote down which poller ran it");
      return worker;
    }
    worker.put("id", id);
    worker.putAll(start.map(WorkerFacts::of).orElse(Map.of()));
    if (worker.size() == 1) {
      worker.putAll(WorkerFacts.of(store, session).of(id));
    }
    if (worker.size() == 1) {
      worker.put(
          Bundle.NOT_KNOWN,
          "its program, host and settings: nobody wrote them down, and what it may have published"
              + " is no longer kept");
    }
    return worker;
  }

  /** As it is where the bundle is made, which need not be where the job ran. */
  private Map<String, @Nullable Object> interpreter(
      Optional<Recipe> recipe, Optional<Plan.Run> plan) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    Interpreter interpreter =
        Interpreter.of(
                argv(recipe, plan), directory(recipe, plan), session.surroundings().environment())
            .orElse(null);
    if (interpreter == null) {
      object.put(Bundle.NOT_KNOWN, "the command names none that is known here");
      return object;
    }
    object.put("name", interpreter.name());
    Path file = interpreter.file();
    object.put("file", file == null ? null : file.toString());
    object.put("version", interpreter.version());
    if (!interpreter.trouble().isEmpty()) {
      object.put(Bundle.NOT_KNOWN, interpreter.trouble());
    }
    return object;
  }

  private static List<String> argv(Optional<Recipe> recipe, Optional<Plan.Run> plan) {
    return recipe.map(Recipe::argv).or(() -> plan.map(it -> it.command().argv())).orElse(List.of());
  }

  private static Path directory(Optional<Recipe> recipe, Optional<Plan.Run> plan) {
    return recipe
        .map(it -> Path.of(it.directory()))
        .or(() -> plan.map(it -> it.command().directory()))
        .orElse(Path.of(""));
  }

  private static List<Map<String, @Nullable Object>> files(
      Optional<Recipe> recipe, Optional<Plan.Run> plan, Optional<Happening> start) {
    List<String> argv = argv(recipe, plan);
    Path directory = directory(recipe, plan);
    List<Map<String, @Nullable Object>> files = new ArrayList<>();
    for (NamedFiles.NamedFile file : NamedFiles.of(argv, directory)) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      object.put("path", file.path());
      object.put("sha256", file.sha256());
      object.put("modified", Times.iso(file.modified()));
      start.ifPresent(it -> object.put("changed_since", file.modified().isAfter(it.at())));
      files.add(object);
    }
    return files;
  }

  /** The variables of a row are among the others, by name. */
  private static Map<String, @Nullable Object> attributes(Row row) {
    Map<String, @Nullable Object> attributes = PlainJson.object(row);
    attributes.remove(Name.LOGS);
    attributes.remove(Name.ENVIRONMENT);
    return attributes;
  }

  private List<String> output(Job job) {
    List<String> lines = new ArrayList<>();
    try {
      List<LogPiece> pieces =
          new LogTrail(store.journal(), job.id(), null, session::say).look(Look.CERTAIN);
      int attempt = pieces.isEmpty() ? 0 : pieces.getLast().attempt();
      for (LogPiece piece : pieces) {
        if (piece.attempt() == attempt && piece.said() instanceof LogRecord.Line line) {
          lines.add(Times.iso(line.at()) + " [" + line.origin().word() + "] " + line.text());
        }
      }
    } catch (StoreException unanswered) {
      session.say(unanswered.getMessage() + ". The output is what the row holds of it.");
    }
    if (lines.isEmpty()) {
      for (LogEntry entry : job.log().entries()) {
        lines.add(entry.at() + " [" + entry.level() + "] " + entry.message());
      }
    }
    return lines.subList(Math.max(0, lines.size() - LINES_MAX), lines.size()).stream()
        .map(line -> line.length() > LINE_CHARS_MAX ? line.substring(0, LINE_CHARS_MAX) : line)
        .toList();
  }

  private Cleaner cleaner(Job job, Row row, Map<String, String> planned) {
    Cleaner.Draft draft =
        new Cleaner.Draft()
            .environment(session.surroundings().environment())
            .environment(planned)
            .environment(job.request().environment());
    row.attributes().keySet().forEach(name -> draft.json(row.text(name).orElse(null)));
    return draft.cleaner();
  }
}
