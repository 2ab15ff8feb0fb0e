package delphi.jobs.diagnosis;

import java.util.Comparator;

/**
 * A line that may have decided a failure.
 *
 * @param score how well it explains the end
 * @param function the innermost of the program's own in which it came up; empty when unknown
 */
record Candidate(Spoken line, Cause cause, int score, String function, String rule) {
  /** A trace of an exception, or a line that a rule takes for specific. */
  static final int STRONG = 40;

  /** An exception's type and message without the calls that led to it. */
  static final int HEADLESS = 38;

  static final int MILD = 30;
  static final int COMPLAINT = 20;

  /** The last command of a traced script that says nothing else. */
  static final int TRACED = 15;

  static final int SUMMARY = 10;

  /** Whatever was said last on standard error. */
  static final int LAST_WORD = 5;

  /** The best one: by score, then standard error before standard output, then the later one. */
  static final Comparator<Candidate> BY_WORTH =
      Comparator.comparingInt(Candidate::score)
          .thenComparing(candidate -> candidate.line().stream())
          .thenComparingInt(candidate -> candidate.line().place());

  Candidate plus(int bonus) {
    return new Candidate(line, cause, score + bonus, function, rule);
  }
}
