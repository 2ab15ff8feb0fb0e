package delphi.jobs.migration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of YAML that compose files are written in, as maps, lists and texts: blocks by
 * indentation, lists with dashes or in brackets, quoted texts, comments. What is not understood
 * (anchors, tags, maps in braces) stays text; nothing is ever made of it but strings.
 */
final class Outline {
  private static final int DEPTH_MAX = 20;

  private final List<Line> lines = new ArrayList<>();
  private int place;

  private Outline(List<String> texts) {
    for (String text : texts) {
      String bare = withoutComment(text);
      if (!bare.isBlank() && !bare.strip().equals("---")) {
        int indent = bare.length() - bare.stripLeading().length();
        lines.add(new Line(indent, bare.strip()));
      }
    }
  }

  private record Line(int indent, String text) {}

  /** The tree of a file; empty when it begins with nothing that is a map. */
  static Map<String, Object> read(List<String> texts) {
    Outline outline = new Outline(texts);
    return outline.lines.isEmpty() || outline.isAtList()
        ? Map.of()
        : outline.map(outline.lines.getFirst().indent, 0);
  }

  private Object block(int indent, int depth) {
    return isAtList() ? list(indent) : map(indent, depth);
  }

  private boolean isAtList() {
    return lines.get(place).text.startsWith("- ") || lines.get(place).text.equals("-");
  }

  private Map<String, Object> map(int indent, int depth) {
    Map<String, Object> map = new LinkedHashMap<>();
    while (place < lines.size() && lines.get(place).indent == indent) {
      String text = lines.get(place).text;
      int colon = colonOf(text);
      place++;
      if (colon > 0) {
        map.put(scalar(text.substring(0, colon)), value(text.substring(colon + 1), indent, depth));
      }
      skipDeeperThan(indent);
    }
    return map;
  }

  private Object value(String rest, int indent, int depth) {
    String text = rest.strip();
    if (text.startsWith("[")) {
      return flow(text);
    }
    if (text.startsWith("|") || text.startsWith(">")) {
      return folded(indent);
    }
    if (!text.isEmpty()) {
      return scalar(text);
    }
    boolean nested =
        depth < DEPTH_MAX
            && place < lines.size()
            && (lines.get(place).indent > indent
                || (lines.get(place).indent == indent && lines.get(place).text.startsWith("-")));
    return nested ? block(lines.get(place).indent, depth + 1) : "";
  }

  private List<String> list(int indent) {
    List<String> list = new ArrayList<>();
    while (place < lines.size()
        && lines.get(place).indent == indent
        && lines.get(place).text.startsWith("-")) {
      list.add(scalar(lines.get(place).text.substring(1)));
      place++;
      skipDeeperThan(indent);
    }
    return list;
  }

  private String folded(int indent) {
    List<String> parts = new ArrayList<>();
    while (place < lines.size() && lines.get(place).indent > indent) {
      parts.add(lines.get(place++).text);
    }
    return String.join(" ", parts);
  }

  private void skipDeeperThan(int indent) {
    while (place < lines.size() && lines.get(place).indent > indent) {
      place++;
    }
  }

  /** {@code ["a", 'b', c]}. */
  private static List<String> flow(String text) {
    List<String> list = new ArrayList<>();
    int end = text.lastIndexOf(']');
    StringBuilder item = new StringBuilder();
    char quote = 0;
    for (char letter : text.substring(1, end < 1 ? text.length() : end).toCharArray()) {
      if (quote == 0 && letter == ',') {
        list.add(scalar(item.toString()));
        item.setLength(0);
        continue;
      }
      quote =
          quote == 0 && (letter == '"' || letter == '\'') ? letter : letter == quote ? 0 : quote;
      item.append(letter);
    }
    if (!item.toString().isBlank()) {
      list.add(scalar(item.toString()));
    }
    return list;
  }

  /** The colon after a key: one that a blank or the end follows. */
  private static int colonOf(String text) {
    for (int at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) {
      if (at + 1 == text.length() || text.charAt(at + 1) == ' ') {
        return at;
      }
    }
    return -1;
  }

  private static String scalar(String text) {
    String bare = text.strip();
    boolean quoted = bare.length() > 1 && (isWrapped(bare, "\"") || isWrapped(bare, "'"));
    return quoted ? bare.substring(1, bare.length() - 1) : bare;
  }

  private static boolean isWrapped(String text, String quote) {
    return text.startsWith(quote) && text.endsWith(quote);
  }

  /** A comment begins with a {@code #} at the start or after a blank, outside of quotes. */
  private static String withoutComment(String text) {
    char quote = 0;
    for (int at = 0; at < text.length(); at++) {
      char letter = text.charAt(at);
      if (quote == 0 && letter == '#' && (at == 0 || text.charAt(at - 1) == ' ')) {
        return text.substring(0, at);
      }
      boolean opens = quote == 0 && (letter == '"' || letter == '\'');
      quote = opens ? letter : letter == quote ? 0 : quote;
    }
    return text;
  }
}
