package delphi.jobs.web;

/** What somebody may do; each one may do what those before it may. */
public enum Role {
  /** Looks. */
  VIEWER,
  /** Submits jobs, cancels, holds, releases, retries. */
  OPERATOR,
  /** Takes jobs from their holders: requeue and force-fail. */
  ADMIN;

  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }
}
