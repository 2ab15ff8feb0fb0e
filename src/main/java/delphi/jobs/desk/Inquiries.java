package delphi.jobs.desk;

import delphi.jobs.experience.Experience;
import delphi.jobs.experience.Usual;
import delphi.jobs.explain.Inquiry;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.chronicle.Chronicle;
import delphi.jobs.store.register.Register;
import delphi.jobs.store.roster.Roster;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts together what the question why a job is where it is rests on. */
public final class Inquiries {
  private Inquiries() {}

  /**
   * Everything that an installation knows.
   *
   * @param ahead how far the store's clock is ahead of ours; null where nobody knows
   */
  public static Inquiry of(
      JobStore jobs,
      Roster roster,
      Register register,
      Chronicle chronicle,
      int perConversation,
      Instant now,
      @Nullable Duration ahead) {
    Experience experience = new Experience(register);
    return new Inquiry(jobs, roster, perConversation, now, ahead)
        .knowing(chronicle, type -> usual(experience.of(type)));
  }

  private static Optional<delphi.jobs.explain.Usual> usual(Usual known) {
    return known.isKnown()
        ? Optional.of(new delphi.jobs.explain.Usual(known.median(), known.p90(), known.runs()))
        : Optional.empty();
  }
}
