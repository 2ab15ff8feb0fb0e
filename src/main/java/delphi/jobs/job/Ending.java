package delphi.jobs.job;

import org.jspecify.annotations.Nullable;

/** How a job can end, and what its row then says. */
public enum Ending {
  COMPLETED(Status.COMPLETED, null, State.COMPLETED),
  FAILED(Status.FAILED, null, State.FAILED),
  CANCELLED(Status.FAILED, Phase.CANCELLED, State.CANCELLED),
  /** Its row asks for what is never run. */
  QUARANTINED(Status.FAILED, Phase.QUARANTINED, State.QUARANTINED);

  private final Status status;
  private final @Nullable Phase phase;
  private final State state;

  Ending(Status status, @Nullable Phase phase, State state) {
    this.status = status;
    this.phase = phase;
    this.state = state;
  }

  public Status status() {
    return status;
  }

  public @Nullable Phase phase() {
    return phase;
  }

  public State state() {
    return state;
  }
}
