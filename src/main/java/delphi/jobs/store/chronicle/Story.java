package delphi.jobs.store.chronicle;

import delphi.jobs.job.ClaimId;
import delphi.jobs.job.Job;
import delphi.jobs.job.Reading;
import delphi.jobs.job.State;
import delphi.jobs.job.Unreadable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has happened to a job, whole: what was noted, and between it what must have happened as
 * well, because the version went on or the state is another one than was left.
 */
public final class Story {
  private static final String UNCHANGED = "the version is unchanged: a script has set the status";

  private final List<Chapter> chapters = new ArrayList<>();
  private @Nullable State state;
  private long version;
  private @Nullable Instant at;

  private Story() {}

  /**
   * The story of a job.
   *
   * @param happenings in their order
   * @param now the row as it is
   */
  public static List<Chapter> of(List<Happening> happenings, Reading now) {
    Story story = new Story();
    story.begin(happenings, now);
    happenings.forEach(story::tell);
    if (now instanceof Job job) {
      story.end(job);
    }
    return List.copyOf(story.chapters);
  }

  private void begin(List<Happening> happenings, Reading now) {
    Happening first = happenings.isEmpty() ? null : happenings.getFirst();
    if (first != null && first.step() == Step.SUBMIT) {
      return;
    }
    Instant created =
        switch (now) {
          case Job job -> job.history().createdAt();
          case Unreadable _ -> null;
        };
    boolean isYoung = first == null || before(first) <= 1;
    gap(
        null,
        isYoung || first == null || first.from() == null ? State.PENDING : first.from(),
        isYoung ? 1L : before(first),
        created,
        created,
        Actor.other(""),
        isYoung
            ? "submitted by a program that writes no history"
            : "what came before was not written down, or its time is over",
        false);
    version = isYoung ? 1 : before(first);
    at = created;
  }

  private void tell(Happening next) {
    if (next.step() == Step.SEEN) {
      seen(next);
      return;
    }
    State from = next.from();
    if (from != null && state != null) {
      missing(next, from);
    }
    add(new Chapter.Told(next), next.version());
  }

  /** What a holder has seen of others is news only if they have not told it themselves. */
  private void seen(Happening next) {
    boolean isOld = next.version() < version;
    if (!isOld && !(next.version() == version && next.to() == state)) {
      add(new Chapter.Told(next), next.version());
    }
  }

  private void missing(Happening next, State from) {
    long expected = before(next);
    if (expected > version) {
      Long claim = next.claim();
      boolean wasClaim = next.step() != Step.CLAIM && claim != null && claim == expected;
      boolean isOurs = wasClaim && expected == version + 1;
      gap(
          state,
          from,
          expected,
          at,
          next.at(),
          isOurs ? next.actor() : Actor.other(""),
          isOurs ? "its claim, which was not written down" : changes(expected - version),
          isOurs);
    } else if (expected == version && from != state) {
      gap(state, from, expected, at, next.at(), Actor.script(), UNCHANGED, false);
    }
  }

  private void end(Job now) {
    Long present = now.tenure().version();
    Instant until = now.history().updatedAt();
    State last = state;
    if (present == null || last == null) {
      return;
    }
    if (present > version) {
      unwritten(now, present, until, last);
    } else if (present < version) {
      gap(
          last,
          now.state(),
          present,
          at,
          until,
          Actor.other(""),
          "version " + version + " has become " + present + ": somebody has put another row there",
          false);
    } else if (now.state() != last) {
      gap(last, now.state(), present, at, until, Actor.script(), UNCHANGED, false);
    }
  }

  /** A claim of ours proves itself by the version in its id, and the end of one does too. */
  private void unwritten(Job now, long present, @Nullable Instant until, State last) {
    String worker = now.tenure().workerId();
    ClaimId ended = now.marks().resultClaimId();
    boolean isClaim = now.tenure().isOurs() && now.state() == State.PROCESSING;
    boolean isEnd = ended != null && ended.version() == present - 1;
    if (isClaim || isEnd) {
      gap(
          last,
          now.state(),
          present,
          at,
          until,
          worker == null ? Actor.other("a poller of ours") : Actor.worker(worker),
          (isClaim ? "a claim of ours" : "the end of a claim of ours")
              + ", not written down (yet, or its poller was killed)",
          true);
      return;
    }
    String older =
        "version " + version + " → " + present + ", by an older poller or another program";
    gap(
        last,
        now.state(),
        present,
        at,
        until,
        Actor.other(worker == null ? "" : worker),
        older,
        false);
  }

  private static String changes(long count) {
    return count == 1
        ? "one change that was not written down"
        : count + " changes that were not written down";
  }

  private static long before(@Nullable Happening happening) {
    return happening == null ? 1 : happening.version() - (happening.step().moves() ? 1 : 0);
  }

  private void gap(
      @Nullable State from,
      State to,
      long after,
      @Nullable Instant since,
      @Nullable Instant until,
      Actor actor,
      String words,
      boolean isOurs) {
    add(new Chapter.Gap(from, to, after, since, until, actor, words, isOurs), after);
  }

  private void add(Chapter chapter, long after) {
    chapters.add(chapter);
    state = chapter.to();
    version = after;
    Instant over = chapter.until();
    at = over == null ? at : over;
  }
}
