package delphi.jobs.ops.metrics;

import java.util.List;

/**
 * Every metric that there is, under the name that dashboards and alerts are written against; never
 * a job or a conversation as a label.
 */
enum Family {
  FINISHED(
      "delphi_jobs_finished_total",
      Kind.COUNTER,
      "Jobs that this poller has brought to their end; outcome: completed, failed, cancelled, quarantined.",
      "type",
      "outcome"),
  FAILED(
      "delphi_jobs_failed_total",
      Kind.COUNTER,
      "Jobs that this poller has seen fail, by what decided it: a cause of the diagnosis, else our own reason.",
      "type",
      "cause"),
  ATTEMPTS(
      "delphi_attempts_ended_total",
      Kind.COUNTER,
      "Attempts that have ended; outcome: completed, failed, cancelled, quarantined, parked, held, handed_back, lost, kept, rejected.",
      "type",
      "outcome"),
  CLAIMED(
      "delphi_jobs_claimed_total",
      Kind.COUNTER,
      "Claims that were tried; result: won, or missed because somebody else was faster.",
      "type",
      "result"),
  DURATION(
      "delphi_job_duration_seconds",
      Kind.HISTOGRAM,
      "How long attempts took, from the claim until the row said how they ended.",
      "type"),
  QUEUE_WAIT(
      "delphi_job_queue_wait_seconds",
      Kind.HISTOGRAM,
      "How long jobs waited from their submission until their first claim.",
      "type"),
  HELD(
      "delphi_jobs_held_total",
      Kind.COUNTER,
      "Jobs that were laid aside until a person decides.",
      "type"),
  RESCUES(
      "delphi_rescues_total", Kind.COUNTER, "Jobs that were freed from a holder that was gone."),
  RENEWALS(
      "delphi_lease_renewals_total",
      Kind.COUNTER,
      "Renewals of leases; result: renewed, unclear (nobody knows, it is tried again), lost.",
      "result"),
  LINES_DROPPED(
      "delphi_output_lines_dropped_total",
      Kind.COUNTER,
      "Lines that jobs printed and that are missing in their logs; reason: room, journal when it did not take them in time, or reader: on the poller's own output, which nobody read.",
      "reason"),
  WARNINGS(
      "delphi_job_warnings_total",
      Kind.COUNTER,
      "Variables and statements of jobs that were refused; topic: environment, channel, store.",
      "topic"),
  UNREADABLE(
      "delphi_rows_unreadable_total",
      Kind.COUNTER,
      "Rows that could not be read; result: quarantined, or left_alone.",
      "result"),
  HISTORY_LOST(
      "delphi_history_lost_total",
      Kind.COUNTER,
      "Changes of jobs that are missing in their histories."),
  DELAYED(
      "delphi_ends_delayed_total",
      Kind.COUNTER,
      "Ends of jobs that could not be written at once; result: kept on this host, replayed, rejected.",
      "result"),
  SPOOL_TROUBLES(
      "delphi_spool_troubles_total",
      Kind.COUNTER,
      "Times that something was wrong with what is kept on this host."),
  MESSAGES(
      "delphi_webhook_messages_total",
      Kind.COUNTER,
      "Messages about jobs to a web service; result: taken, or lost.",
      "result"),
  DEFECTS(
      "delphi_defects_total",
      Kind.COUNTER,
      "Times that something failed in the poller's own code; each is in the log with its stack."),

  WORKERS("delphi_workers", Kind.GAUGE, "Jobs that may run at once."),
  WORKERS_BUSY("delphi_workers_busy", Kind.GAUGE, "Jobs that run now."),
  POLLS(
      "delphi_poller_polls_total", Kind.COUNTER, "Looks at the table for jobs that were answered."),
  LAST_POLL(
      "delphi_poller_last_poll_timestamp_seconds",
      Kind.GAUGE,
      "When the newest look at the table was answered, in seconds since 1970."),
  LAST_PASS(
      "delphi_poller_last_pass_timestamp_seconds",
      Kind.GAUGE,
      "When the poller's loop has last gone round, at least twice a minute."),
  DRAINING("delphi_poller_draining", Kind.GAUGE, "1 while the poller takes no more jobs, else 0."),
  TABLE_UP("delphi_store_up", Kind.GAUGE, "1 while the table of jobs answers, else 0."),
  JOURNAL_UP(
      "delphi_journal_up", Kind.GAUGE, "1 while the journal takes the logs of jobs, else 0."),
  CLOCK_AGREES(
      "delphi_clock_agrees",
      Kind.GAUGE,
      "1 while this machine's clock agrees with the database's as far as leases need it, else 0."),
  REQUESTS(
      "delphi_store_requests_total",
      Kind.COUNTER,
      "Requests to the store, all their tries together; outcome: done, condition_failed, or what went wrong.",
      "op",
      "outcome"),
  REQUEST_DURATION(
      "delphi_store_request_duration_seconds",
      Kind.HISTOGRAM,
      "How long requests to the store took, all their tries together.",
      "op"),
  UNITS(
      "delphi_store_capacity_units_total",
      Kind.COUNTER,
      "Capacity units as DynamoDB tells them; kind: read, write; index: its name, or table.",
      "kind",
      "table",
      "index"),

  PENDING("delphi_jobs_pending", Kind.GAUGE, "Jobs that wait, as far as was counted.", "type"),
  PARKED("delphi_jobs_parked", Kind.GAUGE, "Jobs that wait for a batch or a time.", "type"),
  HELD_NOW("delphi_jobs_on_hold", Kind.GAUGE, "Jobs that wait for a person."),
  IN_FLIGHT(
      "delphi_jobs_in_flight", Kind.GAUGE, "Jobs under a lease that is good, of all pollers."),
  OVERDUE(
      "delphi_jobs_overdue",
      Kind.GAUGE,
      "Jobs whose holder has let the lease run out, and that nobody has freed yet."),
  OLDEST_PENDING(
      "delphi_oldest_pending_age_seconds",
      Kind.GAUGE,
      "How long the oldest job that waits has existed; 0 when none waits."),
  OLDEST_BATCH(
      "delphi_oldest_batch_age_seconds",
      Kind.GAUGE,
      "How long the oldest batch that a job waits for has been on order; 0 when none does."),
  QUEUE_EXACT(
      "delphi_queue_exact",
      Kind.GAUGE,
      "1 when the counts of the table's jobs are exact, 0 when there are more rows than were counted."),
  QUEUE_SEEN(
      "delphi_queue_seen_timestamp_seconds",
      Kind.GAUGE,
      "When the table's jobs were counted, in seconds since 1970."),
  POLLERS(
      "delphi_pollers",
      Kind.GAUGE,
      "Pollers that have published themselves; standing: working, draining, silent.",
      "standing"),
  FLEET_SLOTS("delphi_fleet_slots", Kind.GAUGE, "Jobs that all pollers together may run at once."),
  FLEET_BUSY("delphi_fleet_slots_busy", Kind.GAUGE, "Jobs that all pollers together run now."),
  BUILD("delphi_build_info", Kind.GAUGE, "Always 1; what is running.", "version", "java");

  private static final String TOTAL = "_total";
  private static final String INFO = "_info";

  private final String name;
  private final Kind kind;
  private final String meaning;

  @SuppressWarnings("ImmutableEnumChecker") // a copied list of strings
  private final List<String> labels;

  Family(String name, Kind kind, String meaning, String... labels) {
    this.name = name;
    this.kind = kind;
    this.meaning = meaning;
    this.labels = List.of(labels);
  }

  /** As it is scraped. */
  String fullName() {
    return name;
  }

  /** Without the ending that the form adds by itself. */
  String stem() {
    String ending = name.endsWith(TOTAL) ? TOTAL : name.endsWith(INFO) ? INFO : "";
    return name.substring(0, name.length() - ending.length());
  }

  Kind kind() {
    return kind;
  }

  String meaning() {
    return meaning;
  }

  List<String> labels() {
    return labels;
  }

  /** What a metric does with what it is told. */
  enum Kind {
    COUNTER,
    GAUGE,
    HISTOGRAM
  }
}
