package delphi.jobs.migration;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command into words as a shell and systemd do: blanks part them, quotes and backslashes
 * keep them together. Nothing is filled in: {@code $NAME} stays what it is.
 */
final class ShellWords {
  private ShellWords() {}

  static List<String> of(String command) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean isWord = false;
    char quote = 0;
    for (int place = 0; place < command.length(); place++) {
      char letter = command.charAt(place);
      boolean escapes = letter == '\\' && quote != '\'' && place + 1 < command.length();
      if (escapes) {
        place++;
        if (command.charAt(place) != '\n') {
          word.append(command.charAt(place));
          isWord = true;
        }
      } else if (quote != 0) {
        if (letter == quote) {
          quote = 0;
        } else {
          word.append(letter);
        }
      } else if (letter == '"' || letter == '\'') {
        quote = letter;
        isWord = true;
      } else if (Character.isWhitespace(letter)) {
        if (isWord) {
          words.add(word.toString());
        }
        word.setLength(0);
        isWord = false;
      } else {
        word.append(letter);
        isWord = true;
      }
    }
    if (isWord) {
      words.add(word.toString());
    }
    return words;
  }
}
