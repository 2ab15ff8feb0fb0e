package delphi.jobs.web;

import delphi.jobs.desk.Decision;
import delphi.jobs.desk.Deed;
import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Nearest;
import delphi.jobs.desk.Problem;
import delphi.jobs.desk.Steering;
import delphi.jobs.job.Job;
import delphi.jobs.store.JobFilter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Does to jobs what a caller wants: the same deeds, and the same refusals, as the command line. */
public final class Deeds {
  private final Premises premises;

  public Deeds(Premises premises) {
    this.premises = premises;
  }

  /** Who may do this. */
  public static Role role(Deed deed) {
    return switch (deed) {
      case CANCEL, HOLD, RELEASE, RETRY -> Role.OPERATOR;
      case REQUEUE, FORCE_FAIL -> Role.ADMIN;
    };
  }

  /** The deed of this name. */
  static Deed deed(String word) {
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
  public String toOne(Deed deed, String id, String reason, boolean isSure, Caller caller) {
    Steering steering = steering(deed, reason, caller);
    Decision.Change change = steering.preview(id);
    if (!change.risk().isEmpty() && !isSure) {
      throw new Problem(
          Exit.CONFLICT, "job " + id, change.risk(), "Say that you are sure (`sure`: true).");
    }
    return steering.write(id, isSure);
  }

  /** The jobs that match to which it can be done. */
  public List<String> fitting(Deed deed, JobFilter filter, Caller caller) {
    return steering(deed, "", caller).fitting(filter).stream().map(Job::id).toList();
  }

  /**
   * Does it to many, one after the other; what is refused is told and left.
   *
   * @return for each job what was done, or why not
   */
  public List<Map<String, @Nullable Object>> toMany(
      Deed deed, List<String> ids, String reason, boolean isSure, Caller caller) {
    List<Map<String, @Nullable Object>> outcomes = new ArrayList<>();
    for (String id : ids) {
      Map<String, @Nullable Object> outcome = new LinkedHashMap<>();
      outcome.put("job_id", id);
      try {
        outcome.put("done", toOne(deed, id, reason, isSure, caller));
      } catch (Problem refused) {
        outcome.put("refused", refused.getMessage());
        outcome.put("remedy", refused.remedy());
      }
      outcomes.add(outcome);
    }
    return outcomes;
  }

  private Steering steering(Deed deed, String reason, Caller caller) {
    return new Steering(premises.writing().apply(caller.name()), premises.clock(), deed, reason);
  }
}
