package delphi.jobs.handler;

import java.util.HashMap;
import java.util.Map;

/**
 * What the exit codes of one program mean (CONTRACT §4; PROTOCOL, What is retried). A code that is
 * not in the table is a failure of which nothing more is known.
 */
record ExitCodes(Map<Integer, Meaning> meanings) {
  /** What every program's codes mean, unless its own table says otherwise. */
  static final ExitCodes COMMON =
      new ExitCodes(
          Map.of(
              0, new Meaning.Done(),
              75, new Meaning.Passing("it asks to be tried again later"),
              126, new Meaning.Failure("a program it needs is not executable"),
              127, new Meaning.Failure("a program it needs was not found")));

  /** {@code run_delphi.sh}. */
  static final ExitCodes PIPELINE =
      COMMON
          .and(2, new Meaning.Failure("bad arguments"))
          .and(4, new Meaning.Failure("math export failed"));

  /** 801, which orders a batch. */
  static final ExitCodes NARRATIVE_BATCH = COMMON.and(2, new Meaning.Failure("bad arguments"));

  /** 803, which looks whether a batch is done. */
  static final ExitCodes BATCH_STATUS =
      COMMON.and(2, new Meaning.Failure("bad arguments")).and(3, new Meaning.StillProcessing());

  ExitCodes {
    meanings = Map.copyOf(meanings);
  }

  Meaning of(int code) {
    return meanings.getOrDefault(code, new Meaning.Failure(ended(code)));
  }

  /** This table with one more code in it, or another meaning of one. */
  ExitCodes and(int code, Meaning meaning) {
    Map<Integer, Meaning> more = new HashMap<>(meanings);
    more.put(code, meaning);
    return new ExitCodes(more);
  }

  /** Shells, and Java, tell of a signal n as 128 + n; a program may also have meant the number. */
  private static String ended(int code) {
    int signal = code - 128;
    return signal > 0 && signal <= 64 ? "it was ended by " + Signals.name(signal) : "";
  }

  /** What one exit code says about the work. */
  sealed interface Meaning {
    record Done() implements Meaning {}

    /** Not an end: look again later. */
    record StillProcessing() implements Meaning {}

    /** Another attempt may succeed. */
    record Passing(String why) implements Meaning {}

    /** The work is not done; the reason in words, empty when the code is all that is known. */
    record Failure(String why) implements Meaning {}
  }
}
