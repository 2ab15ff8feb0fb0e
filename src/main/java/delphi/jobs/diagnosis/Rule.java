package delphi.jobs.diagnosis;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One way to know the cause of a failure by a line.
 *
 * @param name for whoever asks which rule has decided
 * @param words the line must have one of them; an exact text, so that most lines cost little
 * @param pattern what the line must look like besides; null when the words are enough
 * @param why what makes the words good evidence
 * @param example a line that it recognises
 */
record Rule(
    String name,
    Cause cause,
    Weight weight,
    List<String> words,
    @Nullable Pattern pattern,
    String why,
    String example) {
  /** How much a line says, from little to much. */
  enum Weight {
    /** It tells of what follows from a failure as often as of the failure. */
    MILD,
    /** It names what went wrong. */
    SPECIFIC,
    /** It names what went wrong and with whom, which a cause further down does not know. */
    TELLING
  }

  Rule {
    words = List.copyOf(words);
  }

  boolean matches(String line) {
    for (String word : words) {
      if (line.contains(word)) {
        return pattern == null || pattern.matcher(line).find();
      }
    }
    return false;
  }
}
