package delphi.jobs.store.chronicle;

import delphi.jobs.job.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A job as it was at a time, as far as its story tells.
 *
 * @param since when it came into that state; null where nobody knows
 * @param by who brought it there
 * @param owner the worker that had it; null where none had
 * @param attempt 0 where that is not known
 * @param perhaps what it may have been already, because nobody wrote down when that happened
 */
public record AsOf(
    State state,
    @Nullable Instant since,
    Actor by,
    @Nullable String owner,
    int attempt,
    String reason,
    Optional<Chapter.Gap> perhaps) {
  /** What the story tells of a time; empty where the job was not there yet. */
  public static Optional<AsOf> at(Instant time, List<Chapter> story) {
    AsOf known = null;
    for (Chapter each : story) {
      Instant until = each.until();
      if (until != null && until.isAfter(time)) {
        return Optional.ofNullable(known).map(it -> it.perhaps(time, each));
      }
      known = after(each, known);
    }
    return Optional.ofNullable(known);
  }

  private static AsOf after(Chapter chapter, @Nullable AsOf before) {
    int attempt = before == null ? 0 : before.attempt();
    if (chapter instanceof Chapter.Told(Happening told) && told.attempt() > 0) {
      attempt = told.attempt();
    }
    String words = chapter.words();
    String owner = owner(chapter);
    if (before == null || before.state() != chapter.to()) {
      return new AsOf(
          chapter.to(), chapter.until(), chapter.actor(), owner, attempt, words, Optional.empty());
    }
    return new AsOf(
        chapter.to(),
        before.since(),
        before.by(),
        owner,
        attempt,
        words.isEmpty() ? before.reason() : words,
        Optional.empty());
  }

  private static @Nullable String owner(Chapter chapter) {
    boolean isOwned =
        chapter.to() == State.PROCESSING && chapter.actor().kind() != Actor.Kind.OPERATOR;
    return isOwned && !chapter.actor().name().isEmpty() ? chapter.actor().name() : null;
  }

  /** The next change is one of which only bounds are known, and the time lies between them. */
  private AsOf perhaps(Instant time, Chapter next) {
    boolean mayBe =
        next instanceof Chapter.Gap gap && gap.since() != null && !gap.since().isAfter(time);
    Optional<Chapter.Gap> gap = mayBe ? Optional.of((Chapter.Gap) next) : Optional.empty();
    return new AsOf(state, since, by, owner, attempt, reason, gap);
  }
}
