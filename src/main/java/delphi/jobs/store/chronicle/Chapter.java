package delphi.jobs.store.chronicle;

import delphi.jobs.job.State;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A part of a job's {@link Story}. */
public sealed interface Chapter {
  /** The state before; null where there was none, or nobody knows. */
  @Nullable State from();

  State to();

  /** The row's version after it; null where the row has none. */
  @Nullable Long version();

  /** When it was over at the latest; null where nobody knows. */
  @Nullable Instant until();

  Actor actor();

  /** Why, or how it is known, in words. */
  String words();

  /** Something that somebody of ours has noted. */
  record Told(Happening happening) implements Chapter {
    @Override
    public @Nullable State from() {
      return happening.from();
    }

    @Override
    public State to() {
      return happening.to();
    }

    @Override
    public Long version() {
      return happening.version();
    }

    @Override
    public Instant until() {
      return happening.at();
    }

    @Override
    public Actor actor() {
      return happening.actor();
    }

    @Override
    public String words() {
      return happening.reason();
    }
  }

  /**
   * Something that nobody has noted, and that shows in what came after it.
   *
   * @param since when it had not happened yet; null where nobody knows
   * @param isOurs whether it is proved that a poller of ours did it, whose note is missing
   */
  record Gap(
      @Nullable State from,
      State to,
      @Nullable Long version,
      @Nullable Instant since,
      @Nullable Instant until,
      Actor actor,
      String words,
      boolean isOurs)
      implements Chapter {}
}
