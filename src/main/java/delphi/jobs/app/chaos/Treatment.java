package delphi.jobs.app.chaos;

import java.time.Duration;

/** What becomes of one request. */
public sealed interface Treatment {
  Treatment FORWARD = new Forward();
  Treatment DROP = new Drop();

  /** It is passed on, and its answer back. */
  record Forward() implements Treatment {}

  /** It goes wrong. */
  record Fail(Fault fault) implements Treatment {}

  /**
   * It is held back and then passed on, whether or not somebody still waits for the answer.
   *
   * @param by how long
   */
  record Delay(Duration by) implements Treatment {}

  /** It vanishes, and the connection stays open. */
  record Drop() implements Treatment {}
}
