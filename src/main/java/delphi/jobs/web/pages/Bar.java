package delphi.jobs.web.pages;

import delphi.jobs.desk.FilterDraft;
import delphi.jobs.job.State;
import delphi.jobs.overview.Picture;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers at the head of every page.
 *
 * @param numbers none where nothing was ever read
 * @param trouble why they are old or missing; null when they are not
 */
public record Bar(List<Figure> numbers, Instant at, @Nullable String trouble) {
  /**
   * One of them.
   *
   * @param tone how it is coloured where it is not zero
   */
  public record Figure(String name, String value, boolean isZero, String tone, String link) {}

  static Bar of(@Nullable Picture picture, Instant now, @Nullable String trouble) {
    if (picture == null) {
      return new Bar(List.of(), now, trouble);
    }
    boolean isMore = picture.waiting().stream().anyMatch(Picture.Queue::isMore);
    int waiting = picture.waiting().stream().mapToInt(Picture.Queue::count).sum();
    long present =
        picture.workers().stream().filter(worker -> !worker.note().startsWith("silent")).count();
    return new Bar(
        List.of(
            figure("running", picture.running().size(), false, "runs", jobs(State.PROCESSING)),
            figure("waiting", waiting, isMore, "waits", jobs(State.PENDING)),
            figure("parked", picture.parked().count(), false, "rests", jobs(State.PARKED)),
            figure("held", picture.held().count(), false, "look", jobs(State.HELD)),
            figure(
                "failed in the last hour",
                picture.failures().count(),
                picture.failures().isMore(),
                "bad",
                jobs(State.FAILED)),
            figure("pollers", (int) present, false, present == 0 ? "bad" : "good", "/pollers")),
        picture.at(),
        trouble);
  }

  private static String jobs(State state) {
    return Link.jobs("state:" + FilterDraft.word(state));
  }

  private static Figure figure(String name, int count, boolean isMore, String tone, String link) {
    String value = count + (isMore ? "+" : "");
    return new Figure(name, value, count == 0 && !name.equals("pollers"), tone, link);
  }
}
