package delphi.jobs.store.row;

import delphi.jobs.job.Awaited;
import delphi.jobs.job.Batch;
import delphi.jobs.job.History;
import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.Lease;
import delphi.jobs.job.LogTail;
import delphi.jobs.job.Marks;
import delphi.jobs.job.Order;
import delphi.jobs.job.Phase;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Request;
import delphi.jobs.job.Status;
import delphi.jobs.job.Tenure;
import delphi.jobs.job.Unreadable;
import delphi.jobs.store.row.Problems.Weight;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Understands a row of any dialect (CONTRACT §2): as much as can be understood safely, and what
 * cannot, in words. Never throws, whatever the row holds.
 *
 * <p>Only what decides the run makes a row unreadable: who it is, what is to be run and with which
 * settings, and the version that guards it. Everything else that is wrong is an oddity of a job.
 */
public final class RowReader {
  private static final int COUNT_MAX = 1_000_000;
  private static final int LEASE_SECONDS_MAX = 86_400;

  private final TimeDialects times;

  /**
   * @param naiveZone the zone of times that were written without one
   */
  public RowReader(ZoneId naiveZone) {
    this.times = new TimeDialects(naiveZone);
  }

  public Reading read(Row row) {
    Problems problems = new Problems();
    Fields fields = new Fields(row, times, problems);
    String id = fields.requiredText(Name.JOB_ID);
    JobType type = type(fields);
    Status status = status(fields);
    Request request = new RequestReader(fields, problems).read();
    Batch batch = batch(fields);
    Tenure tenure = tenure(row, fields, problems);
    History history = history(fields);
    Marks marks = marks(row, fields);
    LogTail log = new LogReader(fields, times, problems).read();
    String results = results(fields, problems);
    boolean decided = problems.deciding().isEmpty();
    if (!decided || id == null || type == null || status == null || request == null) {
      return unreadable(row, problems);
    }
    return new Job(
        id, type, status, request, batch, tenure, history, marks, log, results, problems.odd());
  }

  /** A time of a row, in whatever dialect it is written; empty when it is none. */
  public Optional<Instant> time(Row row, String name) {
    return row.text(name).flatMap(times::read);
  }

  private Unreadable unreadable(Row row, Problems problems) {
    Attribute version = row.get(Name.VERSION);
    return new Unreadable(
        row.jobId(),
        row.text(Name.STATUS).orElse(""),
        version == null ? null : AttributeJson.write(version),
        problems.deciding(),
        time(row, Name.CREATED_AT).orElse(null));
  }

  private static @Nullable JobType type(Fields fields) {
    String name = fields.requiredText(Name.JOB_TYPE);
    return name == null ? null : new JobType(name);
  }

  private static @Nullable Status status(Fields fields) {
    return fields.requiredText(Name.STATUS) == null
        ? null
        : fields.word(Name.STATUS, Status.class, Weight.DECIDES);
  }

  /** These decide which script is run, and one of them is paid for. */
  private static Batch batch(Fields fields) {
    return new Batch(
        fields.text(Name.BATCH_ID, Weight.DECIDES), fields.text(Name.BATCH_JOB_ID, Weight.DECIDES));
  }

  /**
   * Who has the job. Attempts are ours to count: {@code retry_count} of a row without {@code
   * attempt} is not believed, because the pollers that write such rows never raise it.
   */
  private static Tenure tenure(Row row, Fields fields, Problems problems) {
    return new Tenure(
        version(row, problems),
        worker(fields),
        fields.claimId(Name.CLAIM_ID),
        lease(row, fields),
        count(fields, Name.ATTEMPT),
        fields.text(Name.CONTAINMENT, Weight.ODD));
  }

  /** Compared as it is stored, so that a row with anything but a number can only be put aside. */
  private static @Nullable Long version(Row row, Problems problems) {
    return switch (row.get(Name.VERSION)) {
      case null -> null;
      case Attribute.Num number when number.isWhole() && isBeforeLast(number) ->
          number.decimal().longValueExact();
      case Attribute other -> {
        problems.tell(Weight.DECIDES, Name.VERSION, Problems.words(other), "a whole number");
        yield null;
      }
    };
  }

  /** The version after it must be a {@code long} as well. */
  private static boolean isBeforeLast(Attribute.Num number) {
    return number.decimal().longValueExact() < Long.MAX_VALUE;
  }

  private static @Nullable String worker(Fields fields) {
    String worker = fields.text(Name.WORKER_ID, Weight.ODD);
    return Name.NOBODY.equals(worker) ? null : worker;
  }

  /** The text is kept as it is stored, even an empty one: writes compare it. */
  private static @Nullable Lease lease(Row row, Fields fields) {
    Instant expiresAt = fields.time(Name.LOCK_EXPIRES_AT);
    OptionalLong seconds = fields.number(Name.LEASE_SECONDS, 1, LEASE_SECONDS_MAX, Weight.ODD);
    Duration length = seconds.isPresent() ? Duration.ofSeconds(seconds.getAsLong()) : null;
    return row.text(Name.LOCK_EXPIRES_AT)
        .map(text -> new Lease(text, expiresAt, length))
        .orElse(null);
  }

  private static History history(Fields fields) {
    return new History(
        fields.time(Name.CREATED_AT),
        fields.time(Name.STARTED_AT),
        fields.time(Name.UPDATED_AT),
        fields.time(Name.COMPLETED_AT),
        fields.time(Name.FIRST_STARTED_AT));
  }

  private static Marks marks(Row row, Fields fields) {
    return new Marks(
        fields.word(Name.PHASE, Phase.class, Weight.ODD),
        cancelRequestedAt(row, fields),
        count(fields, Name.RECHECK_COUNT),
        fields.text(Name.LAST_ERROR, Weight.ODD),
        fields.claimId(Name.RESULT_CLAIM_ID),
        order(row, fields),
        awaited(fields),
        fields.text(Name.SPENT, Weight.ODD));
  }

  /** Open as soon as the attribute is there, whatever it says: what is in doubt is not repeated. */
  private static @Nullable Order order(Row row, Fields fields) {
    String marker = fields.text(Name.ORDER_MARKER, Weight.ODD);
    Instant since = fields.time(Name.ORDER_OPEN_SINCE);
    if (row.get(Name.ORDER_OPEN_SINCE) == null) {
      return marker == null ? null : new Order(marker, null);
    }
    return new Order(marker == null ? "(lost)" : marker, since == null ? Instant.EPOCH : since);
  }

  private static @Nullable Awaited awaited(Fields fields) {
    Instant since = fields.time(Name.BATCH_SINCE);
    return since == null
        ? null
        : new Awaited(
            fields.text(Name.BATCH_ID, Weight.ODD),
            fields.text(Name.CHECK_JOB_ID, Weight.ODD),
            since);
  }

  /**
   * A wish to cancel stands as soon as the attribute is there, whatever it says: it bars claims.
   */
  private static @Nullable Instant cancelRequestedAt(Row row, Fields fields) {
    Instant time = fields.time(Name.CANCEL_REQUESTED_AT);
    boolean asked = row.get(Name.CANCEL_REQUESTED_AT) != null;
    return asked && time == null ? Instant.EPOCH : time;
  }

  private static int count(Fields fields, String name) {
    return (int) fields.number(name, 0, COUNT_MAX, Weight.ODD).orElse(0);
  }

  /** Kept as text, so that what a script has stored is never lost by our understanding of it. */
  private static @Nullable String results(Fields fields, Problems problems) {
    return switch (fields.get(Name.JOB_RESULTS)) {
      case null -> null;
      case Attribute.Text(String stored) -> {
        fields.object(Name.JOB_RESULTS, Weight.ODD);
        yield stored;
      }
      case Attribute other -> {
        problems.tell(Weight.ODD, Name.JOB_RESULTS, Problems.words(other), "JSON text");
        yield JsonText.write(JsonText.tree(other));
      }
    };
  }
}
