package delphi.jobs.diagnosis;

import java.util.List;

/**
 * One exception of a trace.
 *
 * @param line where its type and message stand
 * @param type with its module, as far as that is told
 * @param message all of it, in one line
 * @param frames from the outermost call to the innermost
 * @param handling whether it came up while the one before it was being handled
 */
record Raised(Spoken line, String type, String message, List<Frame> frames, boolean handling) {
  Raised {
    frames = List.copyOf(frames);
  }

  /** The type without its module. */
  String name() {
    return type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
  }

  /** Whether it only holds others together. */
  boolean isGroup() {
    return name().endsWith("ExceptionGroup");
  }

  /** Whether the program itself raised it, and did not stumble into it. */
  boolean isOnPurpose() {
    return !frames.isEmpty()
        && frames.getLast().isOwn()
        && frames.getLast().source().startsWith("raise ");
  }

  /** Whether the innermost call is in this file of a library. */
  boolean isFrom(String file) {
    return frames.stream().anyMatch(frame -> frame.file().endsWith(file));
  }

  /** The innermost function of the program itself; empty when none is known. */
  String ownFunction() {
    return frames.reversed().stream()
        .filter(Frame::isOwn)
        .map(Frame::function)
        .findFirst()
        .orElse("");
  }
}
