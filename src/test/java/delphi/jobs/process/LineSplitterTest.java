package delphi.jobs.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LineSplitterTest {
  private record Line(String text, int bytes, long dropped) {}

  private final List<Line> lines = new ArrayList<>();

  @Test
  void linesEndWithANewlineOrWithTheStream() {
    assertThat(texts(split(100, "one\ntwo\n\nthree"))).containsExactly("one", "two", "", "three");
    assertThat(texts(split(100, "one\n"))).containsExactly("one");
    assertThat(split(100, "")).isEmpty();
  }

  @Test
  void aCarriageReturnBeforeTheNewlineBelongsToTheLineEnd() {
    assertThat(split(100, "one\r\n\r\ntwo\rthree\n"))
        .containsExactly(new Line("one", 3, 0), new Line("", 0, 0), new Line("two\rthree", 9, 0));
  }

  @Test
  void aCarriageReturnAtTheVeryEndIsText() {
    assertThat(split(100, "50 %\r")).containsExactly(new Line("50 %\r", 5, 0));
  }

  @Test
  void whatIsTooLongIsCutAndCounted() {
    assertThat(split(4, "abcd\nabcde\nabcdefghij\n"))
        .containsExactly(new Line("abcd", 4, 0), new Line("abcd", 4, 1), new Line("abcd", 4, 6));
  }

  @Test
  void aLineEndThatFindsNoRoomIsNotCounted() {
    assertThat(split(4, "abcd\r\nabcde\r\n"))
        .containsExactly(new Line("abcd", 4, 0), new Line("abcd", 4, 1));
  }

  @Test
  void aCutTearsNoCharacter() {
    assertThat(split(4, "abcé\nab€\nab😀\nabcd€\n"))
        .containsExactly(
            new Line("abc", 3, 2),
            new Line("ab", 2, 3),
            new Line("ab", 2, 4),
            new Line("abcd", 4, 3));
  }

  @Test
  void whatIsNotUtf8IsReplaced() {
    byte[] bytes = {'a', (byte) 0xFF, 'b', '\n', (byte) 0xC3, '\n', (byte) 0x80, (byte) 0x80};
    feed(new LineSplitter(100, Redaction.NONE, this::hear), bytes, bytes.length);
    assertThat(texts(lines)).containsExactly("a\uFFFDb", "\uFFFD", "\uFFFD\uFFFD");
  }

  @Test
  void aSecretIsHiddenInHoweverManyReadsItComes() {
    byte[] text = "key=canary-1!\ncanary-1\n<canary-1".getBytes(UTF_8);
    for (int readSize = 1; readSize <= text.length; readSize++) {
      lines.clear();
      feed(new LineSplitter(100, Redaction.of(List.of("canary-1")), this::hear), text, readSize);

      assertThat(texts(lines)).containsExactly("key=********!", "********", "<********");
    }
  }

  @Test
  void thePieceOfASecretThatACutHasLeftIsHidden() {
    byte[] text = "12345canary-1\n".getBytes(UTF_8);
    feed(new LineSplitter(10, Redaction.of(List.of("canary-1")), this::hear), text, 7);

    assertThat(lines).containsExactly(new Line("12345*****", 10, 3));
  }

  @Test
  void aLineThatIsForgottenLeavesNothing() {
    LineSplitter splitter = new LineSplitter(2, Redaction.NONE, this::hear);
    byte[] half = "half a line\r".getBytes(UTF_8);
    splitter.feed(half, half.length);
    splitter.forget();
    splitter.feed(new byte[] {'\n', 'x', '\n'}, 3);
    assertThat(lines).containsExactly(new Line("", 0, 0), new Line("x", 1, 0));
  }

  @Test
  void whereTheReadsFallMakesNoDifference() {
    byte[] bytes = "añb\r\n€€€€€\r\r\n\n😀 and so on\r\nend \uD83D".getBytes(UTF_8);
    for (int lineBytesMax = 1; lineBytesMax < 20; lineBytesMax++) {
      List<Line> whole = List.copyOf(split(lineBytesMax, bytes, bytes.length));
      for (int size = 1; size < bytes.length; size++) {
        assertThat(split(lineBytesMax, bytes, size)).isEqualTo(whole);
      }
    }
  }

  @Test
  void everyByteIsKeptOrCounted() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      byte[] bytes = noise(random);
      long content =
          new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)
              .replaceAll("\r?\n", "")
              .length();
      split(1 + random.nextInt(40), bytes, 1 + random.nextInt(50));
      assertThat(lines.stream().mapToLong(line -> line.bytes() + line.dropped()).sum())
          .as("seed %d, round %d", seed, round)
          .isEqualTo(content);
    }
  }

  private static byte[] noise(Random random) {
    var bytes = new ByteArrayOutputStream();
    byte[] some = "\n\n\r\r\nab€é😀\u0000".getBytes(UTF_8);
    for (int i = random.nextInt(300); i > 0; i--) {
      bytes.write(some[random.nextInt(some.length)]);
    }
    return bytes.toByteArray();
  }

  private List<Line> split(int lineBytesMax, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return split(lineBytesMax, bytes, Math.max(1, bytes.length));
  }

  private List<Line> split(int lineBytesMax, byte[] bytes, int readSize) {
    lines.clear();
    feed(new LineSplitter(lineBytesMax, Redaction.NONE, this::hear), bytes, readSize);
    return lines;
  }

  private static void feed(LineSplitter splitter, byte[] bytes, int readSize) {
    for (int from = 0; from < bytes.length; from += readSize) {
      byte[] read = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + readSize));
      splitter.feed(read, read.length);
    }
    splitter.end();
  }

  private void hear(Lines heard) {
    for (int line = 0; line < heard.count(); line++) {
      lines.add(new Line(heard.text(line), heard.length(line), heard.cut(line)));
    }
  }

  private static List<String> texts(List<Line> lines) {
    return lines.stream().map(Line::text).toList();
  }
}
