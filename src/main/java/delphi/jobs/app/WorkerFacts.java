package delphi.jobs.app;

import delphi.jobs.store.StoreException;
import delphi.jobs.store.chronicle.Facts;
import delphi.jobs.store.chronicle.Happening;
import delphi.jobs.store.roster.Program;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which programs have run attempts: by what was written down when an attempt began, else by what
 * its poller has last published, which goes some time after its end.
 *
 * @param published by the ids of pollers
 */
record WorkerFacts(Map<String, Program> published) {
  WorkerFacts {
    published = Map.copyOf(published);
  }

  /** What that store knows now. */
  static WorkerFacts of(OpenStore store, Session session) {
    Map<String, Program> programs = new HashMap<>();
    try {
      store.roster().all().forEach(worker -> programs.put(worker.id(), worker.program()));
    } catch (StoreException unanswered) {
      session.say("what pollers publish cannot be read: " + unanswered.getMessage());
    }
    return new WorkerFacts(programs);
  }

  /** What one has published: program, host, settings; nothing when that is not there. */
  Map<String, String> of(String worker) {
    Program program = published.get(worker);
    return program == null
        ? Map.of()
        : facts(program.version(), program.host(), program.settings());
  }

  /** What was written down at the start of an attempt; nothing when an older program did that. */
  static Map<String, String> of(Happening start) {
    String version = start.facts().getOrDefault(Facts.PROGRAM, "");
    return version.isEmpty()
        ? Map.of()
        : facts(
            version,
            start.facts().getOrDefault(Facts.HOST, ""),
            start.facts().getOrDefault(Facts.SETTINGS, ""));
  }

  static Map<String, String> facts(String version, String host, String settings) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(Facts.PROGRAM, version);
    facts.put(Facts.HOST, host);
    facts.put(Facts.SETTINGS, settings);
    return facts;
  }
}
