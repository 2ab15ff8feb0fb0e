package delphi.jobs.app;

import delphi.jobs.app.screen.Tone;
import delphi.jobs.job.State;
import org.jspecify.annotations.Nullable;

/** The few colours that we use, each for one meaning. */
enum Paint {
  GOOD("\u001b[32m"),
  BAD("\u001b[31m"),
  BUSY("\u001b[36m"),
  WAITING("\u001b[33m"),
  FAINT("\u001b[2m"),
  STRONG("\u001b[1m");

  static final String AFTER = "\u001b[0m";

  private final String before;

  Paint(String before) {
    this.before = before;
  }

  String before() {
    return before;
  }

  /** Null for what has none. */
  static @Nullable Paint of(Tone tone) {
    return switch (tone) {
      case PLAIN -> null;
      case GOOD -> GOOD;
      case BAD -> BAD;
      case BUSY -> BUSY;
      case WAITING -> WAITING;
      case FAINT -> FAINT;
      case STRONG -> STRONG;
    };
  }

  static Paint of(State state) {
    return switch (state) {
      case COMPLETED -> GOOD;
      case FAILED, QUARANTINED -> BAD;
      case PROCESSING -> BUSY;
      case PARKED, HELD, RECHECK -> WAITING;
      case PENDING, CANCELLED, FOREIGN -> FAINT;
    };
  }
}
