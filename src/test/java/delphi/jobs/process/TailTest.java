package delphi.jobs.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TailTest {

  @Test
  void theNewestLinesStay() {
    Tail tail = new Tail(limits(2, 100));
    add(tail, "one", 0);
    add(tail, "three", 0);
    add(tail, "two", 0);
    assertThat(tail.output()).isEqualTo(new Output(List.of("three", "two"), 1, 3));
  }

  @Test
  void asManyLinesGoAsANewOneNeedsRoom() {
    Tail tail = new Tail(limits(100, 10));
    add(tail, "abcd", 0);
    add(tail, "efgh", 0);
    add(tail, "ijklmnop", 0);
    assertThat(tail.output()).isEqualTo(new Output(List.of("ijklmnop"), 2, 8));
  }

  @Test
  void whatWasCutOffEarlierCounts() {
    Tail tail = new Tail(limits(1, 100));
    add(tail, "abc", 7);
    add(tail, "def", 5);
    assertThat(tail.output()).isEqualTo(new Output(List.of("def"), 1, 3 + 7 + 5));
  }

  @Test
  void aLineThatIsLargerThanAllRoomIsNotKept() {
    Tail tail = new Tail(limits(10, 3));
    add(tail, "ab", 0);
    add(tail, "abcd", 0);
    assertThat(tail.output()).isEqualTo(new Output(List.of(), 2, 6));
  }

  @Test
  void emptyLinesAreBoundedToo() {
    Tail tail = new Tail(limits(3, 1));
    for (int i = 0; i < 10; i++) {
      add(tail, "", 0);
    }
    assertThat(tail.output()).isEqualTo(new Output(List.of("", "", ""), 7, 0));
  }

  private static void add(Tail tail, String text, long cut) {
    byte[] bytes = text.getBytes(UTF_8);
    Lines lines = new Lines();
    lines.add(bytes, 0, bytes.length, 0, cut);
    tail.add(lines);
  }

  private static Limits limits(int linesMax, int bytesMax) {
    return new Limits(TimeLimits.DEFAULT, linesMax, bytesMax, 100);
  }
}
