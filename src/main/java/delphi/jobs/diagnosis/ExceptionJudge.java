package delphi.jobs.diagnosis;

import java.util.Set;

/** Decides which exception of a trace is the one, and what it is. */
final class ExceptionJudge {
  /** Where the type says more than a word in the message could. */
  private static final Set<Cause> BY_TYPE =
      Set.of(Cause.MODULE_MISSING, Cause.SYNTAX, Cause.ASSERTION, Cause.WRONG_NAME);

  private ExceptionJudge() {}

  /** What an exception is by itself. */
  record Judged(Raised raised, Cause cause, int weight, String rule) {}

  /**
   * The exception that decides: the one nearest to the root that says more than that the program is
   * wrong, else the root. A root that programs expect, and in whose handling the program itself
   * raised another one, has only led to that one.
   */
  static Judged of(Trace trace) {
    Judged best = null;
    for (int at = 0; at < trace.raised().size(); at++) {
      Judged judged = of(trace.raised().get(at));
      boolean isReplaced =
          best != null
              && best.weight() == 1
              && judged.weight() == 1
              && judged.raised().handling()
              && ExceptionTypes.isOrdinary(best.cause())
              && judged.raised().isOnPurpose();
      if (best == null || judged.weight() > best.weight() || isReplaced) {
        best = judged;
      }
    }
    if (best == null) {
      throw new IllegalArgumentException("a trace without an exception");
    }
    return best;
  }

  static Judged of(Raised raised) {
    Cause known = ExceptionTypes.of(raised.name());
    if (raised.isGroup()) {
      return new Judged(raised, Cause.EXCEPTION, 0, "group of exceptions");
    }
    if (raised.name().equals("FileNotFoundError") && raised.isFrom("subprocess.py")) {
      return new Judged(raised, Cause.COMMAND_NOT_FOUND, 2, "program of subprocess");
    }
    if (raised.name().equals("KeyError")
        && (raised.isFrom("<frozen os>") || raised.isFrom("/os.py"))) {
      return new Judged(raised, Cause.CONFIGURATION, 1, "variable of os.environ");
    }
    if (known != null && BY_TYPE.contains(known)) {
      return new Judged(raised, known, 1, "type of exception");
    }
    Rule rule = Rules.of(raised.type() + ": " + raised.message());
    if (rule != null) {
      return new Judged(raised, rule.cause(), weight(rule), rule.name());
    }
    if (known == null) {
      return new Judged(raised, Cause.EXCEPTION, 1, "exception");
    }
    boolean isOfService = known.word().startsWith("aws_") || known.word().startsWith("provider_");
    int weight = ExceptionTypes.isPlain(known) ? 1 : isOfService ? 3 : 2;
    return new Judged(raised, known, weight, "type of exception");
  }

  private static int weight(Rule rule) {
    return switch (rule.weight()) {
      case MILD -> 1;
      case SPECIFIC -> 2;
      case TELLING -> 3;
    };
  }
}
