package delphi.jobs.engine;

import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.handler.StatementReader;
import delphi.jobs.process.ProcessRunner;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.Spool;
import delphi.jobs.store.chronicle.Chronicle;
import delphi.jobs.store.journal.Journal;
import delphi.jobs.store.register.Register;
import delphi.jobs.store.roster.Enrolment;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the engine asks of the world. With these replaced, the same engine runs in a
 * simulation.
 *
 * @param journal null where there is none: then a log is what the row holds of it
 * @param register null where there is none: then a limit per conversation is kept by looking alone
 * @param enrolment null where a poller publishes nothing of itself
 * @param chronicle null where there is none: then what happens to jobs is noted nowhere
 * @param spool of this host and this store
 * @param random is used by many threads at once
 */
public record Ports(
    JobStore store,
    @Nullable Journal journal,
    @Nullable Register register,
    @Nullable Enrolment enrolment,
    @Nullable Chronicle chronicle,
    Spool spool,
    ProcessRunner processes,
    HandlerRegistry handlers,
    StatementReader statements,
    Time time,
    ServerClock serverClock,
    Tasks tasks,
    RandomGenerator random,
    EngineListener listener) {
  /** A world without a roster and a chronicle. */
  public Ports(
      JobStore store,
      @Nullable Journal journal,
      @Nullable Register register,
      Spool spool,
      ProcessRunner processes,
      HandlerRegistry handlers,
      StatementReader statements,
      Time time,
      ServerClock serverClock,
      Tasks tasks,
      RandomGenerator random,
      EngineListener listener) {
    this(
        store,
        journal,
        register,
        null,
        null,
        spool,
        processes,
        handlers,
        statements,
        time,
        serverClock,
        tasks,
        random,
        listener);
  }

  /** A world without a register, a roster and a chronicle. */
  public Ports(
      JobStore store,
      @Nullable Journal journal,
      Spool spool,
      ProcessRunner processes,
      HandlerRegistry handlers,
      StatementReader statements,
      Time time,
      ServerClock serverClock,
      Tasks tasks,
      RandomGenerator random,
      EngineListener listener) {
    this(
        store,
        journal,
        null,
        null,
        null,
        spool,
        processes,
        handlers,
        statements,
        time,
        serverClock,
        tasks,
        random,
        listener);
  }

  /** The same with this register. */
  public Ports with(@Nullable Register other) {
    return with(store, other, enrolment, chronicle, listener);
  }

  /** The same, publishing itself there. */
  public Ports enrolled(Enrolment other) {
    return with(store, register, other, chronicle, listener);
  }

  /** The same, writing down there what happens to jobs. */
  public Ports chronicled(@Nullable Chronicle other) {
    return with(store, register, enrolment, other, listener);
  }

  /** The same over another store. */
  Ports with(JobStore other) {
    return with(other, register, enrolment, chronicle, listener);
  }

  /** The same, with one more listener. */
  Ports alsoTelling(EngineListener other) {
    return with(
        store,
        register,
        enrolment,
        chronicle,
        event -> {
          listener.hear(event);
          other.hear(event);
        });
  }

  private Ports with(
      JobStore otherStore,
      @Nullable Register otherRegister,
      @Nullable Enrolment otherEnrolment,
      @Nullable Chronicle otherChronicle,
      EngineListener otherListener) {
    return new Ports(
        otherStore,
        journal,
        otherRegister,
        otherEnrolment,
        otherChronicle,
        spool,
        processes,
        handlers,
        statements,
        time,
        serverClock,
        tasks,
        random,
        otherListener);
  }

  void tell(EngineEvent event) {
    listener.hear(event);
  }

  UUID newIdentity() {
    return new UUID(random.nextLong(), random.nextLong());
  }
}
