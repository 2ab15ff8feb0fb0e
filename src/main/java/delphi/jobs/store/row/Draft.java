package delphi.jobs.store.row;

import delphi.jobs.job.Awaited;
import delphi.jobs.job.Basis;
import delphi.jobs.job.Ending;
import delphi.jobs.job.Fence;
import delphi.jobs.job.LogTail;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Phase;
import delphi.jobs.job.Progress;
import delphi.jobs.job.Results;
import delphi.jobs.job.Seen;
import delphi.jobs.job.Status;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Change} while it is being put together, in the words of the protocol. What is said last
 * of an attribute holds, so that the protocol's own words come after what a script has asked for.
 */
final class Draft {
  private final String jobId;
  private final List<Condition> conditions = new ArrayList<>();
  private final Map<String, Attribute> set = new LinkedHashMap<>();
  private final Set<String> remove = new TreeSet<>();
  private boolean isLeast;

  private Draft(String jobId) {
    this.jobId = jobId;
  }

  static Draft of(String jobId, Instant at) {
    return new Draft(jobId).text(Name.UPDATED_AT, Stamp.of(at));
  }

  /** A change that holds as long as the row is as the basis says: FENCE, or status and version. */
  static Draft on(Basis basis, Instant at) {
    Draft draft = of(basis.jobId(), at);
    return switch (basis) {
      case Fence fence ->
          draft
              .ifEqual(Name.VERSION, new Attribute.Num(fence.version()))
              .ifEqual(Name.STATUS, new Attribute.Text(fence.status().name()))
              .ifEqual(Name.CLAIM_ID, new Attribute.Text(fence.claimId().toString()));
      case Seen seen ->
          draft
              .ifVersion(seen.version())
              .ifEqual(Name.STATUS, new Attribute.Text(seen.status().name()));
    };
  }

  Draft ifEqual(String name, Attribute value) {
    conditions.add(new Condition.Equal(name, value));
    return this;
  }

  Draft ifAbsent(String name) {
    conditions.add(new Condition.Absent(name));
    return this;
  }

  Draft ifLock(@Nullable String lock) {
    return lock == null
        ? ifAbsent(Name.LOCK_EXPIRES_AT)
        : ifEqual(Name.LOCK_EXPIRES_AT, new Attribute.Text(lock));
  }

  /** An old renewal that arrives late must not take back what a newer one has given. */
  Draft ifLockNotAfter(Duration lease, Instant from) {
    conditions.add(new Condition.NotAfter(Name.LOCK_EXPIRES_AT, Stamp.of(from.plus(lease))));
    return this;
  }

  private Draft ifVersion(@Nullable Long version) {
    return version == null
        ? ifAbsent(Name.VERSION)
        : ifEqual(Name.VERSION, new Attribute.Num(version));
  }

  Draft text(String name, String value) {
    return put(name, new Attribute.Text(value));
  }

  Draft number(String name, long value) {
    return put(name, new Attribute.Num(value));
  }

  Draft truth(String name, boolean value) {
    return put(name, new Attribute.Bool(value));
  }

  private Draft put(String name, Attribute value) {
    remove.remove(name);
    set.put(name, value);
    return this;
  }

  Draft remove(String... names) {
    for (String name : names) {
      set.remove(name);
      remove.add(name);
    }
    return this;
  }

  Draft lockFor(Duration lease, Instant from) {
    return text(Name.LOCK_EXPIRES_AT, Stamp.of(from.plus(lease)))
        .number(Name.LEASE_SECONDS, lease.toSeconds());
  }

  /** Attempts, and their mirror that other programs know. */
  Draft attempts(int attempt) {
    return number(Name.ATTEMPT, attempt).number(Name.RETRY_COUNT, Math.max(0, attempt - 1));
  }

  /** Nobody has the job any more; what is left of a claim goes, but for the proof that it ended. */
  Draft released(Basis basis) {
    if (basis instanceof Fence fence) {
      text(Name.RESULT_CLAIM_ID, fence.claimId().toString());
    }
    return remove(Name.CLAIM_ID, Name.LEASE_SECONDS, Name.OUTPUT_AT, Name.OUTPUT_DUE_AT);
  }

  /** A new owner or status: the fencing token moves. */
  Draft moved(Basis basis, Status status) {
    return number(Name.VERSION, basis.nextVersion()).text(Name.STATUS, status.name());
  }

  /** The job is at an end, which is when its lock goes. */
  Draft ended(Basis basis, Ending ending, Instant at) {
    Phase phase = ending.phase();
    Draft ended =
        moved(basis, ending.status())
            .released(basis)
            .text(Name.COMPLETED_AT, Stamp.of(at))
            .remove(Name.LOCK_EXPIRES_AT);
    return phase == null ? ended.remove(Name.PHASE) : ended.text(Name.PHASE, phase.name());
  }

  /** Anybody may take the job, at once. */
  Draft freed(Basis basis) {
    return moved(basis, Status.PENDING)
        .released(basis)
        .nobody()
        .remove(Name.LOCK_EXPIRES_AT, Name.PHASE);
  }

  /** The job waits, for a time or for a person, and nobody has it. */
  Draft aside(Basis basis, Phase phase, String lock) {
    return moved(basis, Status.PROCESSING)
        .released(basis)
        .nobody()
        .text(Name.PHASE, phase.name())
        .text(Name.LOCK_EXPIRES_AT, lock);
  }

  Draft results(Results results, Instant at) {
    return text(Name.JOB_RESULTS, isLeast ? RowJson.least(results) : RowJson.of(results, at));
  }

  /** What the job waits for; nothing of it is touched where nothing is to be noted. */
  Draft awaiting(@Nullable Awaited awaited) {
    if (awaited == null) {
      return this;
    }
    if (awaited.batchId() != null) {
      text(Name.BATCH_ID, awaited.batchId()).remove(Name.ORDER_OPEN_SINCE);
    }
    text(Name.BATCH_SINCE, Stamp.of(awaited.since()));
    return awaited.checkJobId() == null
        ? remove(Name.CHECK_JOB_ID)
        : text(Name.CHECK_JOB_ID, awaited.checkJobId());
  }

  Draft nobody() {
    return text(Name.WORKER_ID, Name.NOBODY);
  }

  /** What the holder wants in the row beside the change. */
  Draft notes(Notes notes) {
    notes.set().forEach(this::text);
    if (notes.set().containsKey(Name.BATCH_ID)) {
      remove(Name.ORDER_OPEN_SINCE);
    }
    LogTail log = notes.log();
    if (LogTail.GONE.equals(log)) {
      // The last resort of a row that has no room for an end: what it can do without goes.
      isLeast = true;
      remove(Name.LOGS, Name.RETRY_COUNT, Name.ATTEMPT, Name.STARTED_AT, Name.FIRST_STARTED_AT);
    } else if (log != null) {
      text(Name.LOGS, RowJson.of(log));
    }
    Progress progress = notes.progress();
    if (progress != null) {
      String stage = progress.stage();
      if (stage != null) {
        text(Name.STAGE, stage);
      }
      Double done = progress.done();
      if (done != null) {
        put(Name.PROGRESS, new Attribute.Num(thousandths(done)));
      }
    }
    Boolean exitConfirmed = notes.exitConfirmed();
    return exitConfirmed == null ? this : truth(Name.PROCESS_EXIT_CONFIRMED, exitConfirmed);
  }

  /** Without zeros at its end: DynamoDB would cut them, and a row is the same in every store. */
  private static String thousandths(double done) {
    BigDecimal rounded = BigDecimal.valueOf(done).setScale(3, RoundingMode.HALF_UP);
    return rounded.stripTrailingZeros().toPlainString();
  }

  Change change() {
    return new Change(jobId, conditions, set, remove);
  }
}
