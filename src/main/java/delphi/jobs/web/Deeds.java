package delphi.jobs.web;

import delphi.jobs.desk.Decision;
import delphi.jobs.desk.Deed;
import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Nearest;
import delphi.jobs.desk.OrderInquiry;
import delphi.jobs.desk.OrderWord;
import delphi.jobs.desk.Problem;
import delphi.jobs.desk.Steering;
import delphi.jobs.desk.Wish;
import delphi.jobs.job.Job;
import delphi.jobs.store.JobFilter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Does to jobs what a caller wants: the same deeds, and the same refusals, as the command line. */
public final class Deeds {
  private final Premises premises;
  private final String howSure;

  /**
   * @param howSure how somebody says here that a risk is taken, a sentence
   */
  public Deeds(Premises premises, String howSure) {
    this.premises = premises;
    this.howSure = howSure;
  }

  /** What came of one of many. */
  public sealed interface Outcome {
    String jobId();

    /** It was done, in these words. */
    record Done(String jobId, String words) implements Outcome {}

    /** It was not. */
    record Refused(String jobId, Problem why) implements Outcome {}
  }

  /** Who may do this. */
  public static Role role(Deed deed) {
    return switch (deed) {
      case CANCEL, HOLD, RELEASE, RETRY -> Role.OPERATOR;
      case REQUEUE, FORCE_FAIL -> Role.ADMIN;
    };
  }

  /** Who is believed that; to ask a provider costs nothing, one's own word may cost money. */
  public static Role role(OrderWord word) {
    return word.isOwnWord() ? Role.ADMIN : Role.OPERATOR;
  }

  /**
   * The deed of this name.
   *
   * @throws Problem if there is none
   */
  public static Deed deed(String word) {
    List<String> words = Arrays.stream(Deed.values()).map(Deed::word).toList();
    Optional<Deed> deed =
        Arrays.stream(Deed.values()).filter(each -> each.word().equals(word)).findFirst();
    return deed.orElseThrow(() -> {
      String guess = Nearest.question(word, words);
      return new Problem(
          Exit.USAGE,
          word.substring(0, Math.min(word.length(), 100)),
          "nothing of that name can be done to a job",
          guess.isEmpty() ? "Known: " + String.join(", ", words) + "." : guess);
    });
  }

  /**
   * Does it to one job.
   *
   * @param isSure whether a risk is taken
   * @return what was done, a sentence
   */
  public String toOne(Wish wish, String id, String reason, boolean isSure, Caller caller) {
    Steering steering = steering(wish, reason, caller);
    Decision.Change change = steering.preview(id);
    if (!change.risk().isEmpty() && !isSure) {
      throw new Problem(Exit.CONFLICT, "job " + id, change.risk(), howSure);
    }
    return steering.write(id, isSure);
  }

  /**
   * Finds out whether the batch of a job exists; may take a minute.
   *
   * @return what is known now, a sentence
   */
  public String reconcile(OrderWord word, String id, String reason, boolean isSure, Caller caller) {
    OrderInquiry inquiry = new OrderInquiry(premises.jobs(), premises.provider(), premises.clock());
    return toOne(inquiry.of(id, word), id, reason, isSure, caller);
  }

  /** The jobs that match to which it can be done. */
  public List<String> fitting(Deed deed, JobFilter filter) {
    return new Steering(premises.jobs(), premises.clock(), deed, "")
        .fitting(filter).stream().map(Job::id).toList();
  }

  /** Does it to many, one after the other; what is refused is told and left. */
  public List<Outcome> toMany(
      Deed deed, List<String> ids, String reason, boolean isSure, Caller caller) {
    List<Outcome> outcomes = new ArrayList<>();
    for (String id : ids) {
      try {
        outcomes.add(new Outcome.Done(id, toOne(deed, id, reason, isSure, caller)));
      } catch (Problem refused) {
        outcomes.add(new Outcome.Refused(id, refused));
      }
    }
    return outcomes;
  }

  private Steering steering(Wish wish, String reason, Caller caller) {
    return new Steering(premises.writing().apply(caller.name()), premises.clock(), wish, reason);
  }
}
