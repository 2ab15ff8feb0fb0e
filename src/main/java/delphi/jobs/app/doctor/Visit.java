package delphi.jobs.app.doctor;

import delphi.jobs.demand.Demand;
import delphi.jobs.demand.Survey;
import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.handler.Handlers;
import delphi.jobs.process.Rung;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.StoreSetup;
import delphi.jobs.store.roster.WorkerRecord;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** One examination: the patient, and what several checks want to know, looked up once. */
final class Visit implements AutoCloseable {
  /** No row has this id, and none is ever made with it. */
  static final String NOBODY = "delphi-doctor";

  /** Of each status; more would cost as much as the poller's work. */
  private static final int ROWS_MAX = 200;

  private final Patient patient;
  private final LongSupplier nanos;
  private final Once<Opened> opened;
  private final Once<Optional<StoreException>> trouble;
  private final Once<Optional<StoreException>> journalTrouble;
  private final Once<List<StoreSetup.Finding>> shape;
  private final Once<Demand> demand;
  private final Once<Rows> rows;
  private final Once<Speed> speed;
  private final Once<List<WorkerRecord>> workers;
  private final Map<Rung, Once<Optional<String>>> obstacles = new EnumMap<>(Rung.class);

  Visit(Patient patient, LongSupplier nanos) {
    this.patient = patient;
    this.nanos = nanos;
    this.opened = new Once<>(() -> Opened.of(patient));
    this.trouble = new Once<>(() -> answer(() -> opened().table().get(NOBODY)));
    this.journalTrouble = new Once<>(() -> answer(() -> opened().lookAtJournal()));
    this.shape = new Once<>(() -> opened().setup().prepare(true));
    this.demand = new Once<>(this::countDemand);
    this.rows = new Once<>(() -> Rows.of(opened().table(), opened().jobs()::read, ROWS_MAX));
    this.speed = new Once<>(() -> Speed.of(opened().table(), nanos));
    this.workers = new Once<>(() -> opened().roster().all());
    for (Rung rung : Rung.values()) {
      obstacles.put(rung, new Once<>(() -> patient.machine().rungs().apply(rung)));
    }
  }

  Patient patient() {
    return patient;
  }

  Program program() {
    return patient.program();
  }

  Terms terms() {
    return patient.terms();
  }

  Instant now() {
    return patient.clock().instant();
  }

  /** The store, open. */
  Opened opened() {
    return opened.get();
  }

  /** Why no row can be read; empty when one can. */
  Optional<StoreException> trouble() {
    return trouble.get();
  }

  /** Whether nothing could even be sent, because nobody's name could be put under it. */
  boolean isUnsigned() {
    return trouble().filter(each -> each.kind() == StoreException.Kind.DENIED).isPresent()
        && opened().dynamo() != null
        && opened().ear().requests() == 0;
  }

  /** Why the journal cannot be read; empty when it can. */
  Optional<StoreException> journalTrouble() {
    return journalTrouble.get();
  }

  /** The tables and indexes beside those that we would have made. */
  List<StoreSetup.Finding> shape() {
    return shape.get();
  }

  /** What there is to do, by the poller's own rules. */
  Demand demand() {
    return demand.get();
  }

  /** The newest rows of each status. */
  Rows rows() {
    return rows.get();
  }

  /** What pollers of ours have published of themselves. */
  List<WorkerRecord> workers() {
    return workers.get();
  }

  /** How fast the store answers. */
  Speed speed() {
    return speed.get();
  }

  /** What keeps this machine from having a rung. */
  Optional<String> obstacle(Rung rung) {
    Once<Optional<String>> found = obstacles.get(rung);
    return found == null ? Optional.empty() : found.get();
  }

  long nanos() {
    return nanos.getAsLong();
  }

  private Demand countDemand() {
    HandlerRegistry handlers = new HandlerRegistry(Handlers.standard(patient.handlers()));
    return new Survey(opened().jobs(), terms().types(), handlers, terms().lease())
        .at(now(), ROWS_MAX);
  }

  private static Optional<StoreException> answer(Runnable request) {
    try {
      request.run();
      return Optional.empty();
    } catch (StoreException unanswered) {
      return Optional.of(unanswered);
    }
  }

  @Override
  public void close() {
    opened.ifFound(Opened::close);
  }
}
