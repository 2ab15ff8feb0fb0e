package delphi.jobs.diagnosis;

import java.util.List;

/**
 * Exceptions that came of one another.
 *
 * @param raised the root first, the one that ended the program last
 * @param last the place of the last line of all this in its stream
 */
record Trace(List<Raised> raised, int last) {
  Trace {
    raised = List.copyOf(raised);
  }

  /** The innermost function of the program itself: of this one, else of those that followed. */
  String ownFunction(Raised decisive) {
    if (!decisive.ownFunction().isEmpty()) {
      return decisive.ownFunction();
    }
    return raised.reversed().stream()
        .map(Raised::ownFunction)
        .filter(function -> !function.isEmpty())
        .findFirst()
        .orElse("");
  }
}
