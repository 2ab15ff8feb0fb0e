package delphi.jobs.app.top;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.app.screen.Line;
import delphi.jobs.app.screen.Piece;
import delphi.jobs.app.screen.Width;
import delphi.jobs.experience.Usual;
import delphi.jobs.job.JobType;
import delphi.jobs.overview.Picture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A picture on terminals of any size. */
class PanelTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Line FOOTER = Line.of(Piece.plain("q quit"));

  @Test
  void aPictureFillsTheTerminalAndNoMore() {
    for (int rows = 8; rows < 80; rows += 3) {
      List<Line> lines = new Panel(100, rows, id -> id).lines("place", crowded(), NOON, FOOTER);

      assertThat(lines).as(rows + " rows").hasSize(rows);
      assertThat(lines.getLast()).isEqualTo(FOOTER);
      assertThat(lines)
          .allSatisfy(line -> assertThat(Width.of(line.text())).isLessThanOrEqualTo(100));
    }
  }

  @Test
  void whatRunsGetsTheRowsThatTheOthersLeave() {
    assertThat(text(50))
        .contains("running-19", "… and 10 jobs more", "… and 4 pollers more", "failed-4")
        .contains("… and 3 types more")
        .doesNotContain("running-20");
    assertThat(text(60)).contains("running-29").doesNotContain("jobs more");
  }

  @Test
  void whereThereIsLeastRoomTheLongestStay() {
    assertThat(text(12)).contains("running-2", "… and 27 jobs more").doesNotContain("running-3");
  }

  private static String text(int rows) {
    return String.join(
        "\n",
        new Panel(100, rows, id -> id)
            .lines("place", crowded(), NOON, FOOTER).stream().map(Line::text).toList());
  }

  /** More of everything than fits. */
  private static Picture crowded() {
    JobType type = JobType.FULL_PIPELINE;
    Duration minute = Duration.ofMinutes(1);
    return new Picture(
        NOON,
        many(10, at -> new Picture.Worker("poller-" + at, 3, 4, minute, "")),
        many(
            30,
            at ->
                new Picture.Running(
                    "running-" + at, type, "42", "w", 1, "", null, minute, null, null)),
        many(8, at -> new Picture.Queue(type, 1 + at, false, minute, Usual.UNKNOWN)),
        new Picture.Aside(0, null),
        new Picture.Aside(0, null),
        new Picture.Failures(
            5, false, many(5, at -> new Picture.Failed("failed-" + at, type, NOON, "disk"))),
        99);
  }

  private static <T> List<T> many(int count, IntFunction<T> one) {
    return IntStream.range(0, count).mapToObj(one).toList();
  }
}
