package delphi.jobs.app.chaos;

/**
 * One process of a job, as it has written itself down.
 *
 * @param id its own, like no other's
 * @param version the fencing token that it was given
 * @param beginNanos on the monotonic clock of the machine, as is the other
 * @param lastNanos when it was last seen alive
 * @param ended whether it came to its own end
 */
record Run(String id, long version, long beginNanos, long lastNanos, boolean ended) {
  /** The same after one more line. */
  Run seen(long nanos, boolean end) {
    return new Run(id, version, beginNanos, nanos, ended || end);
  }
}
