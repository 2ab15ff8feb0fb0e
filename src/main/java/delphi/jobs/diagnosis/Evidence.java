package delphi.jobs.diagnosis;

/** What there is to judge a failed process by: its last words, and how it ended. */
public record Evidence(Said stdout, Said stderr, End end) {
  /** How it ended, as far as that decides anything. */
  public sealed interface End {
    /** By itself, or by a signal that we did not send: then the code is 128 + n. */
    record Exited(int code) implements End {}

    /** It was stopped because its time was over, or because it said nothing for too long. */
    record TimedOut() implements End {}

    /** The system has killed it because its memory was at its limit. */
    record OutOfMemory() implements End {}
  }
}
