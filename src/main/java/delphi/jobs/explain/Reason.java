package delphi.jobs.explain;

import static delphi.jobs.explain.Severity.FINE;
import static delphi.jobs.explain.Severity.LOOK;
import static delphi.jobs.explain.Severity.STUCK;
import static delphi.jobs.explain.Severity.WAITS;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Every reason that there is. The set is closed, and a code is never given another meaning; each
 * has an entry of its name in docs/REASONS.md.
 */
public enum Reason {
  // It waits for a poller.
  NOBODY_POLLS(STUCK),
  POLLERS_SILENT(STUCK),
  POLLERS_STOPPED(STUCK),
  POLLERS_DRAIN(LOOK),
  POLLERS_UNKNOWN(LOOK),
  TYPE_UNKNOWN(STUCK),
  TYPE_EXCLUDED(STUCK),
  SHARE_EXCLUDED(STUCK),
  POLLER_IN_TROUBLE(LOOK),
  CONVERSATION_BUSY(WAITS),
  SLOTS_BUSY(WAITS),
  BEHIND_OTHERS(WAITS),
  JUST_SUBMITTED(WAITS),
  NEXT_ATTEMPT(WAITS),
  CHECK_DUE(WAITS),
  PASSED_OVER(LOOK),
  CANCEL_AWAITS_POLLER(WAITS),
  ORDER_OPEN_WAITING(STUCK),
  LEFT_FOR_RECHECK(WAITS),

  // Somebody has it.
  RUNNING(FINE),
  RUNNING_LONG(LOOK),
  RUNNING_SILENT(LOOK),
  RUNNING_LAST_MINUTES(LOOK),
  RUNNING_WHILE_DRAINING(WAITS),
  HOLDER_IN_TROUBLE(LOOK),
  CANCEL_ASKED(WAITS),
  RENEWAL_LATE(LOOK),
  LEASE_JUST_OVER(WAITS),
  LEASE_OVERDUE(WAITS),
  LEASE_OVERDUE_NOBODY_POLLS(STUCK),
  LEASE_OVERDUE_CLOCKS_DIFFER(LOOK),
  OLDER_POLLER_LOCKED(FINE),
  OLDER_POLLER_LOCK_OVER(WAITS),
  OLDER_POLLER_OVERDUE(WAITS),
  OLDER_POLLER_OVERDUE_NOBODY_POLLS(STUCK),
  OLDER_POLLER_NO_LOCK(LOOK),
  OLDER_POLLER_STUCK(STUCK),
  NO_OWNER(STUCK),
  FOREIGN_STATUS(LOOK),

  // It is laid aside.
  BACK_OFF(WAITS),
  BATCH_CHECK_LATER(WAITS),
  BATCH_CHECKED_BY_JOB(WAITS),
  BATCH_CHECK_GONE(LOOK),
  OTHER_JOB_ORDERS(WAITS),
  BUDGET_USED_UP(WAITS),
  HELD_BY_OPERATOR(STUCK),
  HELD_OUT_OF_MEMORY(STUCK),
  HELD_ORDER_OPEN(STUCK),
  HELD_NOTHING_ORDERED(STUCK),
  HELD_MAY_HAVE_PAID(STUCK),
  HELD_MAY_STILL_RUN(STUCK),
  HELD_UNEXPLAINED(STUCK),

  // It has ended.
  COMPLETED(FINE),
  COMPLETED_BY_SCRIPT(FINE),
  COMPLETED_BY_OLDER_POLLER(FINE),
  FAILED_AT_LINE(LOOK),
  FAILED_EXIT_CODE(LOOK),
  FAILED_SIGNAL(LOOK),
  FAILED_OUT_OF_MEMORY(LOOK),
  TIMED_OUT(LOOK),
  TIMED_OUT_SILENT(LOOK),
  TIMED_OUT_IN_ALL(LOOK),
  NOT_STARTED(LOOK),
  SCRIPT_MISSING(LOOK),
  SCRIPT_NOT_EXECUTABLE(LOOK),
  SCRIPT_INTERPRETER(LOOK),
  ATTEMPTS_USED_UP(LOOK),
  BATCH_TOO_LATE(LOOK),
  BATCH_TOO_MANY_CHECKS(LOOK),
  BATCH_CHECK_FAILED(LOOK),
  FAILED_ORDER_OPEN(STUCK),
  FAILED_BY_OPERATOR(FINE),
  FAILED_BY_SCRIPT(LOOK),
  FAILED_BY_OLDER_POLLER(LOOK),
  FAILED_OTHERWISE(LOOK),
  CANCELLED(FINE),
  CANCELLED_WITH_ROOT(FINE),
  REFUSED(LOOK),
  QUARANTINED(LOOK),

  // There is no such job to be read.
  UNREADABLE_WAITING(LOOK),
  UNREADABLE_LEFT_ALONE(STUCK),
  NO_SUCH_JOB(LOOK),
  NO_TABLE(STUCK),
  NO_INDEX(STUCK),
  NO_ACCESS(STUCK),
  NO_ANSWER(LOOK);

  private final Severity severity;

  Reason(Severity severity) {
    this.severity = severity;
  }

  /** As it is printed and asked for: {@code nobody_polls}; also its anchor in docs/REASONS.md. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Severity severity() {
    return severity;
  }

  /** The reason of a code. */
  public static Optional<Reason> of(String code) {
    return Arrays.stream(values()).filter(reason -> reason.code().equals(code)).findFirst();
  }
}
