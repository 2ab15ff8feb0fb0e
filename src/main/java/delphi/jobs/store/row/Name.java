package delphi.jobs.store.row;

/** The names of attributes (CONTRACT §2; the private ones: PROTOCOL, Attributes we add). */
public final class Name {
  public static final String JOB_ID = "job_id";
  public static final String STATUS = "status";
  public static final String JOB_TYPE = "job_type";
  public static final String CREATED_AT = "created_at";
  public static final String UPDATED_AT = "updated_at";
  public static final String STARTED_AT = "started_at";
  public static final String COMPLETED_AT = "completed_at";
  public static final String VERSION = "version";
  public static final String WORKER_ID = "worker_id";
  public static final String LOCK_EXPIRES_AT = "lock_expires_at";
  public static final String PRIORITY = "priority";
  public static final String CONVERSATION_ID = "conversation_id";
  public static final String REPORT_ID = "report_id";
  public static final String RETRY_COUNT = "retry_count";
  public static final String MAX_RETRIES = "max_retries";
  public static final String TIMEOUT_SECONDS = "timeout_seconds";
  public static final String JOB_CONFIG = "job_config";
  public static final String JOB_RESULTS = "job_results";
  public static final String LOGS = "logs";
  public static final String ENVIRONMENT = "environment";
  public static final String BATCH_ID = "batch_id";
  public static final String BATCH_JOB_ID = "batch_job_id";
  public static final String CREATED_BY = "created_by";
  public static final String ERROR_MESSAGE = "error_message";
  public static final String PROCESS_EXIT_CONFIRMED = "process_exit_confirmed";

  // Private attributes of ours.
  public static final String CLAIM_ID = "claim_id";
  public static final String RESULT_CLAIM_ID = "result_claim_id";
  public static final String LEASE_SECONDS = "lease_seconds";
  public static final String ATTEMPT = "attempt";
  public static final String CONTAINMENT = "containment";
  public static final String FIRST_STARTED_AT = "first_started_at";
  public static final String PHASE = "phase";
  public static final String CANCEL_REQUESTED_AT = "cancel_requested_at";
  public static final String RECHECK_COUNT = "recheck_count";
  public static final String BATCH_SINCE = "batch_since";
  public static final String CHECK_JOB_ID = "check_job_id";
  public static final String LAST_ERROR = "last_error";
  public static final String ORDER_MARKER = "order_marker";
  public static final String ORDER_OPEN_SINCE = "order_open_since";
  public static final String BECAUSE = "because";
  public static final String STAGE = "stage";
  public static final String STAGE_AT = "stage_at";
  public static final String PROGRESS = "progress";
  public static final String SPENT = "spent";
  public static final String PROGRESS_AT = "progress_at";
  public static final String OUTPUT_AT = "output_at";
  public static final String OUTPUT_DUE_AT = "output_due_at";

  /** What {@code worker_id} says when there is none; index keys are never empty. */
  static final String NOBODY = "none";

  private Name() {}
}
