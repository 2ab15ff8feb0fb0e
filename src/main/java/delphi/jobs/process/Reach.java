package delphi.jobs.process;

import java.util.Optional;

/** How what a holder holds is reached when the holder may not hear, or is no more. */
interface Reach {
  /**
   * Beside the word to a holder, whom somebody may have stopped.
   *
   * @param leader the process that we have started
   * @param holder the process that holds; often the same
   */
  void strike(Process leader, Optional<ProcessHandle> holder);

  /**
   * The holder was killed before its work was done: whatever can be found is killed by us.
   *
   * @return whether there was anything
   */
  boolean strikeOrphans(long command);

  /** Everything has been tried: leaves nothing behind. */
  default void forget() {}
}
