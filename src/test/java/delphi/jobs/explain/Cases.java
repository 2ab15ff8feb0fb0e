package delphi.jobs.explain;

import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Share;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.roster.AWorker;
import delphi.jobs.store.roster.Health;
import delphi.jobs.store.roster.Load;
import delphi.jobs.store.roster.Presence;
import delphi.jobs.store.roster.Scope;
import delphi.jobs.store.roster.Standing;
import delphi.jobs.store.roster.Trouble;
import delphi.jobs.store.roster.WorkerRecord;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.RowReader;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** For each reason what has to be known for it; read as a table. */
final class Cases {
  static final Instant NOW = Instant.parse("2026-11-22T12:00:20Z");
  private static final String CLAIM = "3.00000000-0000-0000-0000-000000000001";
  private static final String EARLIER = "2026-11-22T11:50:00.000000+00:00";
  private static final RowReader READER = new RowReader(ZoneOffset.UTC);

  private static final WorkerRecord IDLE = AWorker.named("poller-a");
  private static final Crew SOMEBODY = crew(IDLE);
  private static final Crew NOBODY = crew();

  private final List<Case> all = new ArrayList<>();

  /** Facts, and the reason that they are. */
  record Case(Reason reason, Facts facts) {}

  static List<Case> all() {
    Cases cases = new Cases();
    cases.pending();
    cases.processing();
    cases.older();
    cases.aside();
    cases.ended();
    cases.absent();
    return cases.all;
  }

  private void pending() {
    ARow old = ARow.pending("j1").text("created_at", EARLIER).text("updated_at", EARLIER);
    ARow fresh = old.text("created_at", "2026-11-22T12:00:00Z");
    add(Reason.NOBODY_POLLS, facts(old, NOBODY));
    add(Reason.POLLERS_UNKNOWN, facts(old, Crew.UNKNOWN));
    WorkerRecord silent = beatAt(IDLE, Standing.WORKING, NOW.minusSeconds(600));
    add(Reason.POLLERS_SILENT, facts(old, crew(silent)));
    add(
        Reason.POLLERS_STOPPED,
        facts(old, crew(beatAt(IDLE, Standing.STOPPED, NOW.minusSeconds(600)))));
    add(Reason.POLLERS_DRAIN, facts(old, crew(beatAt(IDLE, Standing.DRAINING, AWorker.BEAT))));
    Set<JobType> handled = Set.of(JobType.FULL_PIPELINE);
    add(
        Reason.TYPE_UNKNOWN,
        facts(
            old.text("job_type", "FULL_PIPELIN"),
            crew(scoped(new Scope(handled, Set.of(), Set.of(), Share.ALL)))));
    add(
        Reason.TYPE_EXCLUDED,
        facts(old, crew(scoped(new Scope(handled, Set.of(), handled, Share.ALL)))));
    add(
        Reason.SHARE_EXCLUDED,
        facts(old, crew(scoped(new Scope(handled, Set.of(), Set.of(), new Share(1))))));
    Health ill =
        new Health("leash", null, new Trouble(Trouble.Kind.TABLE, "throttled", AWorker.BEAT));
    add(
        Reason.POLLER_IN_TROUBLE,
        facts(
            old,
            crew(
                new WorkerRecord(
                    "poller-a", IDLE.program(), IDLE.presence(), IDLE.load(), IDLE.scope(), ill))));
    add(
        Reason.CONVERSATION_BUSY,
        facts(old, SOMEBODY).withRival((Job) READER.read(claimed("2026-11-22T12:01:00").row())));
    WorkerRecord full =
        new WorkerRecord(
            "poller-a",
            IDLE.program(),
            IDLE.presence(),
            new Load(2, 2, List.of()),
            IDLE.scope(),
            IDLE.health());
    add(
        Reason.SLOTS_BUSY,
        facts(old, crew(full))
            .withQueue(new Queue(4, false))
            .withUsual(new Usual(Duration.ofMinutes(10), Duration.ofMinutes(30), 20)));
    add(Reason.BEHIND_OTHERS, facts(old, SOMEBODY).withQueue(new Queue(100, true)));
    add(Reason.JUST_SUBMITTED, facts(fresh, SOMEBODY).withQueue(new Queue(0, false)));
    ARow again =
        old.number("attempt", 2)
            .text("updated_at", "2026-11-22T12:00:00Z")
            .text("last_error", "Worker w let its lease run out during attempt 2.");
    add(Reason.NEXT_ATTEMPT, facts(again, SOMEBODY));
    add(Reason.PASSED_OVER, facts(old, SOMEBODY));
    add(Reason.CANCEL_AWAITS_POLLER, facts(old.text("cancel_requested_at", EARLIER), NOBODY));
    add(Reason.ORDER_OPEN_WAITING, facts(ordered(old), SOMEBODY));
    add(Reason.LEFT_FOR_RECHECK, facts(old.text("status", "AWAITING_RECHECK"), SOMEBODY));
  }

  private void processing() {
    ARow runs = claimed("2026-11-22T12:02:10").text("stage", "UMAP").number("progress", 0);
    Usual usual = new Usual(Duration.ofMinutes(3), Duration.ofMinutes(5), 40);
    add(Reason.RUNNING, facts(runs, crew(IDLE)));
    add(Reason.RUNNING_LONG, facts(runs, crew(IDLE)).withUsual(usual));
    runs = runs.text("updated_at", "2026-11-22T12:00:10.000000+00:00");
    ARow mute = runs.text("output_at", "2026-11-22T11:56:10Z");
    add(Reason.RUNNING, facts(mute, crew(IDLE)));
    add(
        Reason.RUNNING_SILENT,
        facts(mute.text("output_due_at", "2026-11-22T12:06:10Z"), crew(IDLE)).withUsual(usual));
    add(Reason.RUNNING_SILENT, facts(runs.text("output_at", "2026-11-22T11:50:10Z"), crew(IDLE)));
    add(Reason.RUNNING_LAST_MINUTES, facts(runs.number("timeout_seconds", 640), crew(IDLE)));
    add(
        Reason.RUNNING_WHILE_DRAINING,
        facts(runs, crew(beatAt(IDLE, Standing.DRAINING, AWorker.BEAT))));
    Health ill =
        new Health("leash", null, new Trouble(Trouble.Kind.TABLE, "throttled", AWorker.BEAT));
    add(
        Reason.HOLDER_IN_TROUBLE,
        facts(
            runs,
            crew(
                new WorkerRecord(
                    "poller-a", IDLE.program(), IDLE.presence(), IDLE.load(), IDLE.scope(), ill))));
    add(Reason.CANCEL_ASKED, facts(runs.text("cancel_requested_at", EARLIER), SOMEBODY));
    add(Reason.RENEWAL_LATE, facts(claimed("2026-11-22T12:01:30"), crew(IDLE)));
    add(Reason.LEASE_JUST_OVER, facts(claimed("2026-11-22T12:00:00"), SOMEBODY));
    ARow lost = claimed("2026-11-22T11:59:00");
    add(Reason.LEASE_OVERDUE, facts(lost, SOMEBODY));
    add(Reason.LEASE_OVERDUE_NOBODY_POLLS, facts(lost, NOBODY));
    add(
        Reason.LEASE_OVERDUE_CLOCKS_DIFFER,
        facts(lost, SOMEBODY).withServerAhead(Duration.ofSeconds(-14)));
  }

  private void older() {
    ARow older =
        ARow.pending("j1")
            .text("status", "PROCESSING")
            .number("version", 2)
            .text("worker_id", "old-poller-7")
            .text("started_at", EARLIER)
            .text("updated_at", EARLIER);
    ARow over = older.number("timeout_seconds", 60);
    String past = "2026-11-22T11:59:00.000000+00:00";
    String future = "2026-11-22T12:05:00.000000+00:00";
    add(Reason.OLDER_POLLER_LOCKED, facts(older.text("lock_expires_at", future), NOBODY));
    add(Reason.OLDER_POLLER_LOCK_OVER, facts(older.text("lock_expires_at", past), SOMEBODY));
    add(Reason.OLDER_POLLER_OVERDUE, facts(over.text("lock_expires_at", past), SOMEBODY));
    add(
        Reason.OLDER_POLLER_OVERDUE_NOBODY_POLLS,
        facts(over.text("lock_expires_at", past), NOBODY));
    add(Reason.OLDER_POLLER_NO_LOCK, facts(older, SOMEBODY));
    add(Reason.OLDER_POLLER_STUCK, facts(over, SOMEBODY));
    add(
        Reason.OLDER_POLLER_STUCK,
        facts(over.without("started_at").text("lock_expires_at", past), SOMEBODY));
    add(Reason.NO_OWNER, facts(older.text("worker_id", "none"), SOMEBODY));
    add(Reason.FOREIGN_STATUS, facts(older.text("status", "LOCKED_FOR_CHECKING"), SOMEBODY));
  }

  private void aside() {
    ARow parked =
        ARow.pending("j1")
            .text("status", "PROCESSING")
            .text("phase", "PARKED")
            .number("version", 4)
            .number("attempt", 1)
            .text("lock_expires_at", "2026-11-22T12:03:00.000000+00:00")
            .text("last_error", "Attempt 1 failed: Process exited with code 75")
            .text("updated_at", EARLIER);
    ARow batch = parked.text("batch_id", "msgbatch_1").text("batch_since", EARLIER);
    add(Reason.BACK_OFF, facts(parked, SOMEBODY));
    add(Reason.BATCH_CHECK_LATER, facts(batch.number("recheck_count", 3), SOMEBODY));
    add(
        Reason.CHECK_DUE,
        facts(batch.text("lock_expires_at", "2026-11-22T12:00:00.000000+00:00"), SOMEBODY));
    ARow root = batch.text("check_job_id", "c1");
    ARow check = ARow.pending("c1").text("job_type", "AWAITING_NARRATIVE_BATCH");
    add(Reason.BATCH_CHECKED_BY_JOB, facts(root, SOMEBODY).withCheck(READER.read(check.row())));
    add(Reason.BATCH_CHECK_GONE, facts(root, SOMEBODY));
    add(
        Reason.BATCH_CHECK_GONE,
        facts(root, SOMEBODY).withCheck(READER.read(check.text("status", "FAILED").row())));
    add(Reason.BUDGET_USED_UP, facts(parked.text("because", "4.budget"), SOMEBODY));
    add(Reason.OTHER_JOB_ORDERS, facts(parked.text("because", "4.other_order"), SOMEBODY));

    ARow held =
        ARow.pending("j1")
            .text("status", "PROCESSING")
            .text("phase", "HELD")
            .number("version", 4)
            .number("attempt", 1)
            .text("lock_expires_at", "9999-12-31T23:59:59.000000+00:00")
            .text("last_error", "Held: wait for Ann")
            .text("updated_at", EARLIER);
    add(Reason.HELD_BY_OPERATOR, facts(held.text("because", "4.operator"), SOMEBODY));
    add(
        Reason.HELD_OUT_OF_MEMORY,
        facts(held.text("job_results", results("out_of_memory")), SOMEBODY));
    add(Reason.HELD_ORDER_OPEN, facts(ordered(held), SOMEBODY));
    add(Reason.HELD_NOTHING_ORDERED, facts(held.text("because", "4.nothing_ordered"), SOMEBODY));
    add(Reason.HELD_MAY_HAVE_PAID, facts(held.text("because", "4.may_have_paid"), SOMEBODY));
    add(
        Reason.HELD_MAY_STILL_RUN,
        facts(held.text("because", "4.may_still_run").text("containment", "group"), SOMEBODY));
    // Somebody else has held it since: what was noted before says nothing any more.
    add(Reason.HELD_UNEXPLAINED, facts(held.text("because", "3.operator"), SOMEBODY));
    add(
        Reason.HELD_UNEXPLAINED,
        facts(
            held.text("job_results", results("out_of_memory").replace("11:50", "11:40")),
            SOMEBODY));
  }

  private void ended() {
    ARow ended =
        ARow.pending("j1")
            .text("status", "COMPLETED")
            .number("version", 4)
            .number("attempt", 1)
            .text("result_claim_id", CLAIM)
            .text("started_at", EARLIER)
            .text("completed_at", "2026-11-22T11:55:00.000000+00:00");
    add(Reason.COMPLETED, facts(ended, Crew.UNKNOWN));
    add(
        Reason.COMPLETED_BY_SCRIPT,
        facts(ended.text("job_results", results("script")), Crew.UNKNOWN));
    add(
        Reason.COMPLETED_BY_SCRIPT,
        facts(ended.text("claim_id", CLAIM).number("version", 3), Crew.UNKNOWN));
    add(Reason.COMPLETED_BY_OLDER_POLLER, facts(ended.without("result_claim_id"), Crew.UNKNOWN));
    ARow failed = ended.text("status", "FAILED");
    add(
        Reason.FAILED_AT_LINE,
        ended(
            failed,
            "\"return_code\":1,\"failure\":{\"cause\":\"wrong_value\",\"line\":\"ValueError: no"
                + " votes\",\"line_number\":12,\"stream\":\"stderr\",\"fingerprint\":\"f00d\"}"));
    add(Reason.FAILED_EXIT_CODE, ended(failed, "\"return_code\":2"));
    add(Reason.FAILED_SIGNAL, ended(failed, "\"return_code\":137"));
    add(Reason.FAILED_OUT_OF_MEMORY, ended(failed, "\"because\":\"out_of_memory\""));
    add(
        Reason.TIMED_OUT,
        ended(failed, "\"because\":\"timed_out\",\"autopsy\":\"python waited in read\""));
    add(Reason.TIMED_OUT_SILENT, ended(failed, "\"because\":\"silence\""));
    add(Reason.TIMED_OUT_IN_ALL, ended(failed, "\"because\":\"total_time\""));
    add(Reason.NOT_STARTED, ended(failed, "\"because\":\"not_started\""));
    add(Reason.SCRIPT_MISSING, ended(failed, "\"because\":\"program_missing\""));
    add(Reason.SCRIPT_NOT_EXECUTABLE, ended(failed, "\"because\":\"not_executable\""));
    add(Reason.SCRIPT_INTERPRETER, ended(failed, "\"because\":\"bad_interpreter\""));
    add(
        Reason.ATTEMPTS_USED_UP,
        ended(failed.number("attempt", 4), "\"because\":\"attempts_used_up\""));
    add(
        Reason.BATCH_TOO_LATE,
        ended(failed.text("batch_id", "msgbatch_1"), "\"because\":\"batch_deadline\""));
    add(
        Reason.BATCH_TOO_MANY_CHECKS,
        ended(failed.number("recheck_count", 200), "\"because\":\"checks_used_up\""));
    add(
        Reason.BATCH_CHECK_FAILED,
        ended(
            failed
                .text("batch_id", "msgbatch_1")
                .text("batch_since", "2026-11-22T10:00:00.000000+00:00")
                .text("check_job_id", "j2"),
            "\"because\":\"check_failed\",\"error\":\"Batch msgbatch_1: its check, job j2, failed: no key\""));
    add(Reason.FAILED_ORDER_OPEN, facts(ordered(failed), Crew.UNKNOWN));
    add(Reason.FAILED_BY_OPERATOR, ended(failed, "\"because\":\"operator\""));
    add(Reason.FAILED_BY_SCRIPT, ended(failed, "\"because\":\"script\""));
    add(Reason.FAILED_BY_OLDER_POLLER, facts(failed.without("result_claim_id"), Crew.UNKNOWN));
    add(Reason.FAILED_OTHERWISE, ended(failed, "\"error\":\"No reason.\""));
    ARow cancelled = failed.text("phase", "CANCELLED");
    add(Reason.CANCELLED, ended(cancelled, "\"error\":\"Cancelled: not needed\""));
    add(Reason.CANCELLED_WITH_ROOT, ended(cancelled, "\"because\":\"root_cancelled\""));
    ARow quarantined = failed.text("phase", "QUARANTINED");
    add(Reason.REFUSED, ended(quarantined, "\"because\":\"refused\",\"error\":\"No model.\""));
    add(Reason.QUARANTINED, ended(quarantined, "\"error\":\"No type.\""));
  }

  private void absent() {
    ARow bad = ARow.pending("j1").without("conversation_id");
    add(Reason.UNREADABLE_WAITING, facts(bad, Crew.UNKNOWN));
    add(Reason.UNREADABLE_LEFT_ALONE, facts(bad.text("status", "PROCESSING"), Crew.UNKNOWN));
    add(Reason.NO_SUCH_JOB, new Facts("j1", new Subject.Missing(), Crew.UNKNOWN, NOW));
    add(Reason.NO_TABLE, unanswered(StoreException.Kind.MISSING));
    add(Reason.NO_INDEX, unanswered(StoreException.Kind.INVALID));
    add(Reason.NO_ACCESS, unanswered(StoreException.Kind.DENIED));
    add(Reason.NO_ANSWER, unanswered(StoreException.Kind.UNAVAILABLE));
  }

  private void add(Reason reason, Facts facts) {
    all.add(new Case(reason, facts));
  }

  /** A row that a poller of ours has claimed ten minutes ago, with that lease. */
  static ARow claimed(String until) {
    return ARow.pending("j2")
        .text("status", "PROCESSING")
        .number("version", 3)
        .text("worker_id", "poller-a")
        .text("claim_id", CLAIM)
        .number("attempt", 1)
        .number("lease_seconds", 120)
        .text("lock_expires_at", until + ".000000+00:00")
        .text("started_at", EARLIER);
  }

  private static ARow ordered(ARow row) {
    return row.text("order_marker", "dj-1").text("order_open_since", EARLIER);
  }

  private static Facts ended(ARow row, String results) {
    return facts(row.text("job_results", "{" + results + "}"), Crew.UNKNOWN);
  }

  private static String results(String because) {
    return "{\"completed_at\":\"" + EARLIER + "\",\"because\":\"" + because + "\"}";
  }

  private static Facts unanswered(StoreException.Kind kind) {
    return new Facts(
        "j1", new Subject.Unanswered(kind, "no answer", "Do this."), Crew.UNKNOWN, NOW);
  }

  static Facts facts(ARow attributes, Crew crew) {
    Row row = attributes.row();
    Reading reading = READER.read(row);
    Told told = reading instanceof Job job ? Tidings.of(row, job) : Told.NOTHING;
    return new Facts(reading.id(), new Subject.Found(reading, told), crew, NOW);
  }

  private static Crew crew(WorkerRecord... workers) {
    return Crew.of(List.of(workers), NOW);
  }

  private static WorkerRecord scoped(Scope scope) {
    return new WorkerRecord(
        "poller-a", IDLE.program(), IDLE.presence(), IDLE.load(), scope, IDLE.health());
  }

  private static WorkerRecord beatAt(WorkerRecord worker, Standing standing, Instant beat) {
    Presence presence = worker.presence();
    return new WorkerRecord(
        worker.id(),
        worker.program(),
        new Presence(standing, presence.startedAt(), beat, presence.interval()),
        worker.load(),
        worker.scope(),
        worker.health());
  }
}
