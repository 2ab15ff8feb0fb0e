package delphi.jobs.retention;

import delphi.jobs.job.Job;
import delphi.jobs.job.Reading;
import delphi.jobs.job.State;
import delphi.jobs.job.Status;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.row.Removal;
import delphi.jobs.store.row.Removed;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.RowReader;
import delphi.jobs.store.row.Table;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Takes rows of jobs that ended before a time out of the table: each is written to the vault with
 * others of its day, read back, compared, and only then removed, if it still is what was written.
 *
 * <p>Whenever this is broken off, each row is in the table, or in the vault, or in both; the next
 * run goes on. A row that was in the table when a run broke off may stand in two files.
 */
public final class Retirement {
  /** More rows than this in a file are hard to look through. */
  static final int PART_ROWS = 1_000;

  /** All that is kept in memory, in characters of rows, before something is written. */
  private static final long BUFFER_MAX = 64L << 20;

  private static final int TRIES = 3;

  private final Table table;
  private final RowReader reader;
  private final Removal removal;
  private final Vault vault;
  private final Watcher watcher;
  private final Map<LocalDate, List<Row>> days = new TreeMap<>();
  private final Ledger ledger = new Ledger();
  private Set<String> needed = Set.of();
  private long buffered;
  private boolean isStopped;

  public Retirement(Table table, RowReader reader, Removal removal, Vault vault, Watcher watcher) {
    this.table = table;
    this.reader = reader;
    this.removal = removal;
    this.vault = vault;
    this.watcher = watcher;
  }

  /** Hears how far it is, and sets the pace. */
  public interface Watcher {
    /** These rows are in the vault under that name, and have been read back. */
    void exported(String name, int rows);

    /** This row is about to be removed, unless somebody has changed it. */
    default void leaving(Job job, String name) {}

    /**
     * A row is gone from the table; returns when the next one may go.
     *
     * @return false to end here
     */
    boolean removed();

    /**
     * Something was read; returns when the next may be.
     *
     * @return false to end here
     */
    default boolean looked() {
      return true;
    }
  }

  /**
   * Does it.
   *
   * @param before jobs that ended earlier
   * @throws StoreException when the table does not answer, or refuses
   * @throws IOException when the vault does not take something, or does not give it back as it was
   */
  public Retired run(Instant before) throws IOException {
    needed = References.of(table);
    for (Status status : List.of(Status.COMPLETED, Status.FAILED)) {
      EndedRows ended = new EndedRows(table, status);
      for (List<Row> page = ended.next(); !page.isEmpty() && !isStopped; page = ended.next()) {
        look();
        for (Row row : page) {
          // An index may be behind, or have only a part of a row.
          if (!isStopped && isDue(row, before)) {
            table.get(row.jobId()).filter(now -> isDue(now, before)).ifPresent(this::collect);
            look();
          }
        }
        flush(false);
      }
    }
    flush(true);
    return ledger.retired(isStopped);
  }

  private void look() {
    isStopped |= !watcher.looked();
  }

  /** What would be done, as far as it can be known without doing it. */
  public Retired plan(Instant before) {
    needed = References.of(table);
    for (Status status : List.of(Status.COMPLETED, Status.FAILED)) {
      EndedRows ended = new EndedRows(table, status);
      for (List<Row> page = ended.next(); !page.isEmpty(); page = ended.next()) {
        page.stream()
            .filter(row -> isDue(row, before))
            .forEach(row -> stay(row).ifPresentOrElse(ledger::stays, ledger::planned));
      }
    }
    return ledger.retired(false);
  }

  private boolean isDue(Row row, Instant before) {
    return endedAt(row).filter(ended -> ended.isBefore(before)).isPresent();
  }

  private Optional<Instant> endedAt(Row row) {
    return reader.read(row) instanceof Job job && isEnd(job.state())
        ? Optional.ofNullable(job.history().completedAt())
            .or(() -> Optional.ofNullable(job.history().updatedAt()))
        : Optional.empty();
  }

  private static boolean isEnd(State state) {
    return switch (state) {
      case COMPLETED, FAILED, CANCELLED -> true;
      case PENDING, RECHECK, PROCESSING, FOREIGN, PARKED, HELD, QUARANTINED -> false;
    };
  }

  private Optional<Stay> stay(Row row) {
    Reading reading = reader.read(row);
    if (!(reading instanceof Job job)) {
      return Optional.of(Stay.UNREADABLE);
    }
    if (job.openOrder().isPresent()) {
      return Optional.of(Stay.OPEN_ORDER);
    }
    if (job.tenure().lease() != null) {
      return Optional.of(Stay.LOCKED);
    }
    return needed.contains(job.id()) ? Optional.of(Stay.REFERRED_TO) : Optional.empty();
  }

  private void collect(Row row) {
    Optional<Stay> stay = stay(row);
    if (stay.isPresent()) {
      ledger.stays(stay.get());
      return;
    }
    LocalDate day = LocalDate.ofInstant(endedAt(row).orElseThrow(), ZoneOffset.UTC);
    days.computeIfAbsent(day, _ -> new ArrayList<>()).add(row);
    buffered += row.toString().length();
  }

  /** Writes what is enough for a file, or all of it. */
  private void flush(boolean all) throws IOException {
    boolean isMuch = buffered > BUFFER_MAX;
    for (LocalDate day : List.copyOf(days.keySet())) {
      List<Row> rows = days.getOrDefault(day, List.of());
      while (!isStopped && !rows.isEmpty() && (all || isMuch || rows.size() >= PART_ROWS)) {
        int size = Math.min(PART_ROWS, rows.size());
        retire(Part.of(day, rows.subList(0, size)));
        rows = new ArrayList<>(rows.subList(size, rows.size()));
        days.put(day, rows);
      }
      if (rows.isEmpty()) {
        days.remove(day);
      }
    }
    buffered =
        days.values().stream()
            .flatMap(List::stream)
            .mapToLong(row -> row.toString().length())
            .sum();
  }

  private void retire(Part part) throws IOException {
    vault.put(part.name(), part.bytes());
    if (!part.isWhole(vault.get(part.name()))) {
      throw new IOException(
          part.name() + " is not what was written; nothing of it was removed from the table");
    }
    vault.put(part.manifestName(), part.manifest());
    ledger.exported(part.rows().size());
    watcher.exported(part.name(), part.rows().size());
    for (Row row : part.rows()) {
      if (reader.read(row) instanceof Job job) {
        watcher.leaving(job, part.name());
      }
      remove(row);
      if (!watcher.removed()) {
        isStopped = true;
        return;
      }
    }
  }

  private void remove(Row row) {
    for (int tries = 1; ; tries++) {
      switch (removal.remove(row)) {
        case Removed.Done() -> {
          ledger.removed();
          return;
        }
        case Removed.Gone() -> {
          return;
        }
        case Removed.Changed() -> {
          ledger.stays(Stay.CHANGED);
          return;
        }
        case Removed.Unclear(String why) -> {
          if (tries == TRIES) {
            throw new StoreException(
                StoreException.Kind.UNAVAILABLE, why, "Run it again: it goes on where it was.");
          }
        }
        case Removed.Refused(String why, String remedy) ->
            throw new StoreException(StoreException.Kind.DENIED, why, remedy);
      }
    }
  }

  /** Counts while it goes on. */
  private static final class Ledger {
    private final Map<Stay, Integer> stayed = new TreeMap<>();
    private int planned;
    private int exported;
    private int removed;

    void planned() {
      planned++;
    }

    void exported(int rows) {
      exported += rows;
    }

    void removed() {
      removed++;
    }

    void stays(Stay why) {
      stayed.merge(why, 1, Integer::sum);
    }

    Retired retired(boolean isStopped) {
      return new Retired(planned, exported, removed, stayed, isStopped);
    }
  }
}
