package delphi.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TailTest {

  @Test
  void theNewestLinesStay() {
    Tail tail = new Tail(limits(2, 100));
    tail.add("one", 3, 0);
    tail.add("three", 5, 0);
    tail.add("two", 3, 0);
    assertThat(tail.output()).isEqualTo(new Output(List.of("three", "two"), 1, 3));
  }

  @Test
  void asManyLinesGoAsANewOneNeedsRoom() {
    Tail tail = new Tail(limits(100, 10));
    tail.add("abcd", 4, 0);
    tail.add("efgh", 4, 0);
    tail.add("ijklmnop", 8, 0);
    assertThat(tail.output()).isEqualTo(new Output(List.of("ijklmnop"), 2, 8));
  }

  @Test
  void whatWasCutOffEarlierCounts() {
    Tail tail = new Tail(limits(1, 100));
    tail.add("abc", 3, 7);
    tail.add("def", 3, 5);
    assertThat(tail.output()).isEqualTo(new Output(List.of("def"), 1, 3 + 7 + 5));
  }

  @Test
  void aLineThatIsLargerThanAllRoomIsNotKept() {
    Tail tail = new Tail(limits(10, 3));
    tail.add("ab", 2, 0);
    tail.add("abcd", 4, 0);
    assertThat(tail.output()).isEqualTo(new Output(List.of(), 2, 6));
  }

  @Test
  void emptyLinesAreBoundedToo() {
    Tail tail = new Tail(limits(3, 1));
    for (int i = 0; i < 10; i++) {
      tail.add("", 0, 0);
    }
    assertThat(tail.output()).isEqualTo(new Output(List.of("", "", ""), 7, 0));
  }

  private static Limits limits(int linesMax, int bytesMax) {
    return new Limits(TimeLimits.DEFAULT, linesMax, bytesMax, 100);
  }
}
