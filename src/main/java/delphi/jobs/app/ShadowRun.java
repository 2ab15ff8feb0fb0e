package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.PlainJson;
import delphi.jobs.engine.EngineEvent;
import delphi.jobs.engine.EngineListener;
import delphi.jobs.engine.EngineSettings;
import delphi.jobs.engine.ExitRule;
import delphi.jobs.engine.Ports;
import delphi.jobs.engine.Shadow;
import delphi.jobs.engine.ShadowFact;
import delphi.jobs.engine.ShadowTally;
import delphi.jobs.engine.ThreadTasks;
import delphi.jobs.engine.Time;
import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.handler.StatementReader;
import delphi.jobs.ops.LogLines;
import delphi.jobs.store.memory.MemorySpool;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One run of {@code poll --shadow}. It is given no journal, no spool on disk and nothing that could
 * start a process; with {@code --json} its log goes to stderr and a summary to stdout.
 */
final class ShadowRun {
  /** As many decisions as the summary tells one by one. */
  private static final int TOLD_MOST = 1_000;

  private static final Path NO_CHANNELS = Path.of("none");

  private final Session session;
  private final List<Map<String, @Nullable Object>> decisions = new ArrayList<>();

  ShadowRun(Session session) {
    this.session = session;
  }

  Exit run(ExitRule exit) throws InterruptedException {
    Settings settings = session.settings();
    Workshop workshop = new Workshop(settings, session.surroundings());
    HandlerRegistry handlers = Workshop.handlers(workshop.handlerSettings());
    EngineSettings engine = workshop.engineSettings(NO_CHANNELS, exit);
    PrintStream log = session.globals().json() ? session.console().err() : session.console().out();
    try (OpenStore store = session.openStore()) {
      Logging.start(settings, log);
      store.oddities().forEach(session::say);
      Shadow shadow =
          new Shadow(ports(store, handlers), engine, workshop.handlerSettings().scripts());
      session.surroundings().signals().listen(shadow::stop, shadow::stop);
      ShadowTally tally = shadow.run();
      if (session.globals().json()) {
        session.print(PlainJson.of(summary(tally)));
      }
      return Exit.OK;
    } finally {
      Logging.stop();
    }
  }

  private Ports ports(OpenStore store, HandlerRegistry handlers) {
    LogLines lines = new LogLines();
    EngineListener listener =
        event -> {
          lines.hear(event);
          remember(event);
        };
    return new Ports(
        store.unnoted(),
        null,
        new MemorySpool(),
        (_, _, _, _) -> {
          throw new AssertionError("a shadow starts nothing");
        },
        handlers,
        new StatementReader(),
        Time.of(session.surroundings().clock()),
        store.serverClock(),
        new ThreadTasks(),
        new SecureRandom(),
        listener);
  }

  private void remember(EngineEvent event) {
    if (decisions.size() < TOLD_MOST
        && event
            instanceof
            EngineEvent.InShadow(
                ShadowFact.WouldRun(var job, String handler, var command, var warnings))) {
      Map<String, @Nullable Object> decision = new LinkedHashMap<>();
      decision.put("job_id", job.id());
      decision.put("job_type", job.type().name());
      decision.put("conversation_id", job.request().conversationId());
      decision.put("handler", handler);
      decision.put("argv", command.argv());
      decision.put("directory", command.directory().toString());
      decision.put("variables", new TreeSet<>(command.environment().keySet()));
      decision.put("warnings", warnings);
      decisions.add(decision);
    }
  }

  private Map<String, @Nullable Object> summary(ShadowTally tally) {
    Map<String, @Nullable Object> summary = new LinkedHashMap<>();
    Map<String, Integer> writes = new LinkedHashMap<>();
    tally.wouldWrite().forEach((move, count) -> writes.put(move.name(), count));
    summary.put("would_run", tally.wouldRun());
    summary.put("would_refuse", tally.wouldRefuse());
    summary.put("would_write", writes);
    Map<String, Integer> others = new LinkedHashMap<>();
    others.put("waiting", tally.waiting());
    others.put("running", tally.taken());
    others.put("completed", tally.completed());
    others.put("failed", tally.failed());
    others.put("gone", tally.gone());
    others.put("same_command", tally.sameCommand());
    others.put("other_command", tally.otherCommand());
    summary.put("others", others);
    summary.put("decisions", decisions);
    return summary;
  }
}
