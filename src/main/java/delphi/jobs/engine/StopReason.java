package delphi.jobs.engine;

/** Why an attempt was stopped before its process ended by itself. */
enum StopReason {
  CANCELLED("Cancelled on request."),
  DRAINING("The poller is shutting down; the job goes on with another one.");

  private final String words;

  StopReason(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }
}
