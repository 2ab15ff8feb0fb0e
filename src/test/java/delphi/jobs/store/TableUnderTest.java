package delphi.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import delphi.jobs.job.Fence;
import delphi.jobs.job.Job;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Transition;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Condition;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.RowReader;
import delphi.jobs.store.row.Table;
import delphi.jobs.store.row.Written;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** An empty table, and the few steps that every part of the contract begins with. */
public interface TableUnderTest {
  Instant NOON = Instant.parse("2026-11-22T12:00:00.123456Z");
  Duration LEASE = Duration.ofMinutes(2);

  Table table();

  default JobStore store() {
    return storeOn(table());
  }

  /** The store of jobs over another table, for one that loses answers. */
  static JobStore storeOn(Table table) {
    return new TableJobStore(table, new RowReader(ZoneOffset.UTC));
  }

  default void put(ARow row) {
    assertThat(table().write(Change.insert(row.row()))).isInstanceOf(Written.Done.class);
  }

  default Row row(String jobId) {
    return table().get(jobId).orElseThrow();
  }

  default Job job(String jobId) {
    return jobOf(store().find(jobId).orElseThrow());
  }

  static Job jobOf(Reading reading) {
    return assertThat(reading).asInstanceOf(type(Job.class)).actual();
  }

  /** Makes a change that is expected to be possible. */
  default Job apply(Transition transition) {
    return jobOf(applied(store().apply(transition)));
  }

  static Reading applied(Answer answer) {
    return assertThat(answer).asInstanceOf(type(Answer.Applied.class)).actual().after();
  }

  static Transition.Claim claim(Job job, String worker, Instant at) {
    return Transition.Claim.of(job, worker, UUID.randomUUID(), LEASE, at);
  }

  /** Puts a row and claims it at noon, with an identity that depends on nothing but the worker. */
  default Fence claimed(ARow row, String worker) {
    put(row);
    UUID identity = UUID.nameUUIDFromBytes(worker.getBytes(StandardCharsets.UTF_8));
    Transition.Claim claim =
        Transition.Claim.of(job(row.row().jobId()), worker, identity, LEASE, NOON);
    apply(claim);
    return claim.fence();
  }

  /** What a script does behind our back: sets attributes and leaves {@code version} alone. */
  default void script(String jobId, Map<String, Attribute> set) {
    Condition isThere = new Condition.Equal(Name.JOB_ID, new Attribute.Text(jobId));
    Change change = new Change(jobId, List.of(isThere), set, Set.of());
    assertThat(table().write(change)).isInstanceOf(Written.Done.class);
  }

  default void script(String jobId, String name, String value) {
    script(jobId, Map.of(name, new Attribute.Text(value)));
  }
}
