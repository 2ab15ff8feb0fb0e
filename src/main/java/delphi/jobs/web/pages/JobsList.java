package delphi.jobs.web.pages;

import delphi.jobs.desk.FilterDraft;
import delphi.jobs.desk.Problem;
import delphi.jobs.desk.Submission;
import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.Reading;
import delphi.jobs.job.State;
import delphi.jobs.job.Unreadable;
import delphi.jobs.overview.Picture;
import delphi.jobs.store.Found;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import delphi.jobs.web.PageCursor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of the list of jobs, newest first.
 *
 * @param query words of the filter language, as they were given
 * @param problem what is wrong with them; empty for nothing
 * @param next where the next page begins; null where there is none
 * @param news where its rows are found as they are then
 * @param isFirst whether there is no page before it
 */
public record JobsList(
    String query,
    List<Line> jobs,
    List<Chip> chips,
    String problem,
    @Nullable String next,
    String news,
    boolean isFirst,
    boolean mayOperate) {
  static final int PAGE = 50;

  /** A job in it. */
  public record Line(
      String id,
      String type,
      @Nullable State state,
      String conversation,
      @Nullable Instant created,
      @Nullable Duration took,
      int attempt,
      String note) {}

  /**
   * A filter that is often wanted.
   *
   * @param isOn whether it is the one in force
   */
  public record Chip(String id, String name, String link, boolean isOn) {}

  static JobsList of(
      JobStore store,
      String query,
      @Nullable String from,
      Optional<Picture> picture,
      Instant now,
      boolean mayOperate) {
    JobFilter.Place place = place(from);
    try {
      Found found = store.search(filter(query, PAGE, now).behind(place));
      String next = PageCursor.behind(found);
      return new JobsList(
          query,
          found.rows().stream().map(row -> line(row, store.read(row), now)).toList(),
          chips(query, picture),
          "",
          next == null ? null : "/jobs?q=" + Link.text(query) + "&from=" + Link.text(next),
          news(query, from, found.rows().isEmpty()),
          place == null,
          mayOperate);
    } catch (Problem problem) {
      String words = problem.getMessage() + ". " + problem.remedy();
      return new JobsList(
          query, List.of(), chips(query, picture), words, null, "", true, mayOperate);
    }
  }

  /** What the words of a query mean. */
  static JobFilter filter(String query, int limit, Instant now) {
    FilterDraft draft = new FilterDraft(now);
    draft.addAll(query);
    return draft.filter(limit);
  }

  private static String news(String query, @Nullable String from, boolean isNone) {
    return "/list/now?q="
        + Link.text(query)
        + (from == null || from.isEmpty() ? "" : "&from=" + Link.text(from))
        + (isNone ? "&none=yes" : "");
  }

  /** Whatever else stands there, the list begins at its beginning. */
  private static JobFilter.@Nullable Place place(@Nullable String from) {
    try {
      return PageCursor.read(from);
    } catch (Problem other) {
      return null;
    }
  }

  private static Line line(Row row, Reading reading, Instant now) {
    return switch (reading) {
      case Unreadable unreadable ->
          new Line(
              unreadable.id(),
              row.text(Name.JOB_TYPE).orElse(""),
              null,
              row.text(Name.CONVERSATION_ID).orElse(""),
              unreadable.createdAt(),
              null,
              0,
              unreadable.problems().getFirst());
      case Job job ->
          new Line(
              job.id(),
              job.type().name(),
              job.state(),
              job.request().conversationId(),
              job.history().createdAt(),
              took(job, now),
              job.tenure().attempt(),
              Show.brief(note(job, row)));
    };
  }

  private static @Nullable Duration took(Job job, Instant now) {
    Instant started = job.history().startedAt();
    Instant end =
        job.state().isTerminal()
            ? job.history().completedAt()
            : job.state() == State.PROCESSING ? now : null;
    return started == null || end == null || end.isBefore(started)
        ? null
        : Duration.between(started, end);
  }

  private static String note(Job job, Row row) {
    String last = job.marks().lastError();
    return switch (job.state()) {
      case FAILED, QUARANTINED, CANCELLED -> Errors.of(job);
      case PROCESSING -> row.text(Name.STAGE).orElse("");
      case HELD, PARKED, PENDING -> last == null ? "" : last;
      case RECHECK, FOREIGN, COMPLETED -> "";
    };
  }

  private static List<Chip> chips(String query, Optional<Picture> picture) {
    List<Chip> chips = new ArrayList<>();
    chips.add(chip("all", "", query));
    chips.add(chip("waiting" + count(picture, JobsList::waiting), state(State.PENDING), query));
    chips.add(
        chip(
            "running" + count(picture, all -> Integer.toString(all.running().size())),
            state(State.PROCESSING),
            query));
    chips.add(
        chip(
            "parked" + count(picture, all -> Integer.toString(all.parked().count())),
            state(State.PARKED),
            query));
    chips.add(
        chip(
            "held" + count(picture, all -> Integer.toString(all.held().count())),
            state(State.HELD),
            query));
    chips.add(chip("for a recheck", state(State.RECHECK), query));
    chips.add(chip("failed", state(State.FAILED), query));
    chips.add(chip("cancelled", state(State.CANCELLED), query));
    chips.add(chip("completed", state(State.COMPLETED), query));
    for (JobType type : Submission.TYPES) {
      chips.add(
          chip(
              type.name().toLowerCase(Locale.ROOT).replace('_', ' '),
              "type:" + type.name(),
              query));
    }
    return List.copyOf(chips);
  }

  private static String state(State state) {
    return "state:" + FilterDraft.word(state);
  }

  private static String count(Optional<Picture> picture, Function<Picture, String> number) {
    return picture.map(all -> " " + number.apply(all)).orElse("");
  }

  private static String waiting(Picture picture) {
    boolean isMore = picture.waiting().stream().anyMatch(Picture.Queue::isMore);
    return picture.waiting().stream().mapToInt(Picture.Queue::count).sum() + (isMore ? "+" : "");
  }

  private static Chip chip(String name, String query, String now) {
    return new Chip("chip-" + query, name, Link.jobs(query), query.equals(now.strip()));
  }
}
