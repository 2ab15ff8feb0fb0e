package delphi.jobs.explain;

/**
 * What waits before a job.
 *
 * @param before how many waiting jobs a poller would take before it
 * @param isCut whether there may be more: the look went no further
 */
public record Queue(int before, boolean isCut) {
  /** In words, for a person. */
  String words() {
    return (isCut ? "at least " : "") + before;
  }
}
