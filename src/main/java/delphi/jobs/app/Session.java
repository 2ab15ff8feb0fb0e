package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.PlainJson;
import delphi.jobs.ops.Printable;
import delphi.jobs.ops.metrics.StoreMeter;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.Spool;
import delphi.jobs.store.chronicle.Actor;
import delphi.jobs.store.chronicle.ChronicledStore;
import delphi.jobs.store.spool.FileSpool;
import delphi.jobs.store.spool.Outbox;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a verb works with in one run of the program. */
final class Session implements AutoCloseable {
  private static final String OUTBOX = "messages";

  private final Surroundings surroundings;
  private final Globals globals;
  private final Console console;
  private final DeedMessages messages = new DeedMessages(this);
  private @Nullable Settings settings;

  Session(Surroundings surroundings, Globals globals) {
    this.surroundings = surroundings;
    this.globals = globals;
    this.console = globals.on(surroundings.console());
  }

  Surroundings surroundings() {
    return surroundings;
  }

  Globals globals() {
    return globals;
  }

  Console console() {
    return console;
  }

  Instant now() {
    return surroundings.clock().instant();
  }

  /**
   * The settings of this run; read when a verb first asks, so that one that needs none works in a
   * broken environment.
   */
  Settings settings() {
    if (settings == null) {
      settings = Settings.of(globals.settings(), surroundings.environment(), configFile());
    }
    return settings;
  }

  /** The store that the settings mean, as far as it has to be known without being opened. */
  Stores stores() {
    return new Stores(settings(), surroundings.environment(), surroundings.home());
  }

  /** Where ends of jobs are kept on this host until that store has them. */
  Spool spool() {
    return new FileSpool(stores().spoolFolder(), surroundings.clock());
  }

  /** Where messages about jobs are kept on this host until somebody takes them. */
  Outbox outbox() {
    return new Outbox(stores().spoolFolder().resolve(OUTBOX));
  }

  /** Opens that store; what is changed in it is written down as this operator's doing. */
  OpenStore openStore() {
    return openStore(null);
  }

  /**
   * The same.
   *
   * @param meter counts its requests; null for nobody
   */
  OpenStore openStore(@Nullable StoreMeter meter) {
    OpenStore store = stores().open(surroundings.clock(), meter);
    String operator = Operator.name(surroundings.environment());
    return store.noting(jobs ->
        new ChronicledStore(
            messages.telling(jobs, operator),
            Actor.operator(operator),
            new DirectNotes(store.chronicle(), keep(), surroundings.clock(), this::say)));
  }

  /** How long what has happened is kept. */
  private Duration keep() {
    return settings().span(Setting.LOG_KEEP);
  }

  /** Waits before the next look; false when the command shall end instead. */
  boolean pause(Duration nextLook) {
    return surroundings.pause().before(nextLook);
  }

  /**
   * Lets Ctrl-C end the wait for the next look instead of the program, so that the command can say
   * how things stand. A second one ends the program, whatever it waits for.
   */
  void endPauseOnSignal() {
    surroundings
        .signals()
        .listen(
            () -> surroundings.pause().end(),
            () -> Runtime.getRuntime().halt(Exit.INTERRUPTED.code()));
  }

  /** A job as data: its id, or with {@code --json} its row as it is now. */
  void printJob(JobStore store, String jobId) {
    print(globals.json() ? store.row(jobId).map(PlainJson::of).orElse("null") : jobId);
  }

  /** Data, for the next program. */
  void print(String line) {
    console.out().println(line);
  }

  /** Talk, for the person; silent with {@code -q}. */
  void say(String line) {
    if (!globals.quiet()) {
      console.err().println("delphi: " + Printable.line(line));
    }
  }

  /** What is wrong, for the person; with {@code -q} as well. */
  void complain(String line) {
    console.err().println("delphi: " + Printable.line(line));
  }

  /** The file of settings that was named; null for none. */
  @Nullable Path configFile() {
    String named = surroundings.environment().getOrDefault(Names.CONFIG_FILE, "");
    String file = globals.configFile().orElse(named);
    return file.isBlank() ? null : Path.of(file);
  }

  /**
   * Sends what others are still to be told of what was done, if that can be done within moments.
   */
  @Override
  public void close() {
    messages.close();
  }
}
