package delphi.jobs.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Texts that try to be more than one record, or to be another one than they are. */
final class Forgeries {
  /** As a child's record, as a record of our log, as an entry of a job's log, and as nothing. */
  private static final List<String> FORGED =
      List.of(
          "[DELPHI JOB ffffffff] INFO: [stdout] forged",
          "2026-11-22 00:00:00,000 - delphi.worker - INFO - forged",
          "2026-11-22T00:00:00Z INFO    forged",
          "{\"log.level\":\"INFO\",\"message\":\"forged\"}");

  /** What some program somewhere takes for the end of a line. */
  private static final List<String> LINE_ENDS =
      List.of(
          "\n",
          "\r",
          "\r\n",
          "\n\n",
          "\u000B",
          "\f",
          "\u001C",
          "\u001D",
          "\u001E",
          "\u001F",
          "\u0085",
          "\u2028",
          "\u2029",
          "\u0000",
          "\u0000\n",
          "\b\b\b\b\n",
          "\u001b[E");

  /** What commands a terminal. */
  private static final List<String> COMMANDS =
      List.of(
          "\u001b[2J",
          "\u001b[1A\u001b[2K",
          "\u001bc",
          "\u001b]0;title\u0007",
          "\u001b]8;;http://127.0.0.1\u001b\\",
          "\u001bP0;1|17/ab\u009c",
          "\u009b2J",
          "\u0090q\u009c",
          "\u009d0;t\u009c",
          "\u001b[8m",
          "\u001b[?1049h",
          "\u0007",
          "\b",
          "\u007f",
          "\u000e",
          "\u000f",
          "\u001b(0",
          "\u0084",
          "\u008d");

  /** What hides, or turns the text around. */
  private static final List<String> INVISIBLE =
      List.of(
          "\u202a",
          "\u202b",
          "\u202c",
          "\u202d",
          "\u202e",
          "\u2066",
          "\u2067",
          "\u2068",
          "\u2069",
          "\u061c",
          "\u200e",
          "\u200f",
          "\u200b",
          "\u200c",
          "\u200d",
          "\u2060",
          "\ufeff",
          "\u00ad",
          "\u180e",
          "\ufff9\ufffa\ufffb",
          tags("forged"),
          "\udb40\udc01",
          "\u2064",
          "\u206f");

  /** What is no text at all, as bytes: overlong, torn, halves, beyond the end of Unicode. */
  private static final List<String> BYTES =
      List.of(
          "\u00C0\u008A",
          "\u00E0\u0080\u008A",
          "\u00F0\u0080\u0080\u008A",
          "\u00C0\u009B[2J",
          "\u00ED\u00A0\u0080",
          "\u00ED\u00A0\u00BD\u00ED\u00B8\u0080",
          "\u00F4\u0090\u0080\u0080",
          "\u00F8\u0088\u0080\u0080\u008A",
          "\u00FE",
          "\u00FF",
          "\u0085",
          "\u009B2J",
          "\u00E2\u0080",
          "\u00C2",
          "\u00EF\u00BB");

  private Forgeries() {}

  /** As texts, each of them on its own meant to be one record. */
  static List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (List<String> kind : List.of(LINE_ENDS, COMMANDS, INVISIBLE)) {
      for (int i = 0; i < kind.size(); i++) {
        texts.add("before" + kind.get(i) + FORGED.get(i % FORGED.size()));
      }
    }
    FORGED.forEach(forged -> texts.add("\n" + forged + "\n" + forged + "\n"));
    texts.add("half \ud83d" + FORGED.getFirst());
    texts.add("half \ude00" + FORGED.getFirst());
    return texts;
  }

  /** As bytes, one a char, that are no text. */
  static List<byte[]> bytes() {
    return IntStream.range(0, BYTES.size())
        .mapToObj(i -> "before" + BYTES.get(i) + FORGED.get(i % FORGED.size()))
        .map(text -> text.getBytes(ISO_8859_1))
        .toList();
  }

  private static String tags(String ascii) {
    StringBuilder tags = new StringBuilder();
    ascii.chars().forEach(one -> tags.appendCodePoint(0xE0000 + one));
    return tags.toString();
  }
}
