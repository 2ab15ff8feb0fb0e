package delphi.jobs.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.JobType;
import delphi.jobs.job.State;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How the jobs of {@code up} are shown while they run. */
class BoardViewTest {
  private static final Instant NOW = Cli.START;
  private static final String AFRESH = "\r\u001b[2K";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void onATerminalLinesAreWrittenOver() {
    BoardView view = view(Console.Show.ANIMATED);

    view.show(List.of(job("a", State.PENDING, "")), NOW);
    String first = taken();
    view.show(List.of(at(40)), NOW);
    String second = taken();

    assertThat(first)
        .isEqualTo(
            AFRESH
                + "JOB  STATE    TYPE           TOOK  NOTE\n"
                + AFRESH
                + "a    PENDING  FULL_PIPELINE  5.0s\n");
    assertThat(second).startsWith("\u001b[2A" + AFRESH + "JOB").contains("UMAP 40 %");
  }

  @Test
  void whatHasNotChangedIsNotWrittenAgain() {
    BoardView view = view(Console.Show.ANIMATED);
    List<Board.Entry> jobs = List.of(job("a", State.COMPLETED, ""));

    view.show(jobs, NOW);
    taken();
    view.show(jobs, NOW);

    assertThat(taken()).isEmpty();
  }

  @Test
  void whatIsLeftStaysOnTheScreenAndNewJobsComeBelow() {
    BoardView view = view(Console.Show.ANIMATED);
    List<Board.Entry> jobs = List.of(job("a", State.COMPLETED, ""));
    view.show(jobs, NOW);
    view.leave(jobs);
    taken();

    view.show(List.of(job("a", State.COMPLETED, ""), job("b", State.PENDING, "")), NOW);

    assertThat(taken()).doesNotContain("COMPLETED").contains("PENDING").startsWith(AFRESH + "JOB");
  }

  @Test
  void manyJobsDoNotOutgrowTheScreen() {
    List<Board.Entry> jobs =
        IntStream.range(0, 500).mapToObj(i -> job("job-" + i, State.PENDING, "")).toList();

    view(Console.Show.ANIMATED).show(jobs, NOW);

    assertThat(taken().split("\n")).hasSizeLessThan(24);
  }

  @Test
  void elsewhereThereIsOneLineForEachChange() {
    BoardView view = view(Console.Show.PIPE);

    view.show(List.of(job("a", State.PENDING, "")), NOW);
    view.show(List.of(job("a", State.PENDING, "")), NOW);
    view.show(List.of(job("a", State.FAILED, "broken\nfor good")), NOW);

    assertThat(taken())
        .isEqualTo(
            """
            2026-11-22T12:00:00.000Z a FULL_PIPELINE PENDING after 5.0s
            2026-11-22T12:00:00.000Z a FULL_PIPELINE FAILED after 5.0s: broken for good
            """);
  }

  @Test
  void elsewhereAStageIsToldAndItsPercentagesAreNot() {
    BoardView view = view(Console.Show.PIPE);

    view.show(List.of(at(40)), NOW);
    view.show(List.of(at(41)), NOW);

    assertThat(taken()).hasLineCount(1).endsWith("PROCESSING after 5.0s: UMAP 40 %\n");
  }

  private BoardView view(Console.Show show) {
    PrintStream stream = new PrintStream(out, true, UTF_8);
    return new BoardView(new Console(stream, stream, show, 80, false));
  }

  private String taken() {
    String text = out.toString(UTF_8);
    out.reset();
    return text;
  }

  private static Board.Entry at(long percent) {
    Board.Entry running = job("a", State.PROCESSING, "UMAP");
    return new Board.Entry(
        "a", running.type(), running.state(), NOW.minusSeconds(5), null, "UMAP", percent);
  }

  private static Board.Entry job(String id, State state, String note) {
    Instant started = NOW.minusSeconds(5);
    return new Board.Entry(
        id, JobType.FULL_PIPELINE, state, started, Duration.ofSeconds(5), note, null);
  }
}
