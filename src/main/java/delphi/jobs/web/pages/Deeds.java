package delphi.jobs.web.pages;

import delphi.jobs.desk.Decision;
import delphi.jobs.desk.Deed;
import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import delphi.jobs.desk.Steering;
import delphi.jobs.job.Job;
import delphi.jobs.store.JobStore;
import delphi.jobs.web.Role;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What operators do to jobs from pages; decided and refused as on the command line. */
public final class Deeds {
  static final int AT_ONCE_MAX = 1_000;
  private static final int NAMED = 10;

  /** What takes a job from its holder. */
  private static final Set<Deed> FOR_ADMINS = Set.of(Deed.REQUEUE, Deed.FORCE_FAIL);

  private static final Map<Deed, String> LABELS =
      Map.of(
          Deed.CANCEL, "Cancel",
          Deed.HOLD, "Hold",
          Deed.RELEASE, "Release",
          Deed.RETRY, "Retry",
          Deed.REQUEUE, "Requeue",
          Deed.FORCE_FAIL, "Force to fail");

  private Deeds() {}

  /**
   * One that can be done to a job as it is now.
   *
   * @param risk why somebody has to be sure; empty where nobody need
   */
  public record Offer(String word, String label, String risk, boolean isHarsh) {}

  /** One that cannot. */
  public record NotNow(String label, String why) {}

  /** All of them, for one job and one caller. */
  public record Choice(List<Offer> offers, List<NotNow> notNow) {}

  /** What came of one job. */
  public record Done(String jobId, String words, boolean isDone) {}

  static Choice choice(Job job, Role role, Instant now) {
    List<Offer> offers = new ArrayList<>();
    List<NotNow> notNow = new ArrayList<>();
    for (Deed deed : Deed.values()) {
      String label = LABELS.getOrDefault(deed, deed.word());
      boolean isHarsh = deed == Deed.CANCEL || FOR_ADMINS.contains(deed);
      switch (deed.on(job, "", now)) {
        case Decision.Change change when role.includes(needed(deed)) ->
            offers.add(new Offer(deed.word(), label, change.risk(), isHarsh));
        case Decision.Change _ -> notNow.add(new NotNow(label, "this is for admins"));
        case Decision.No(String why, String remedy) ->
            notNow.add(new NotNow(label, remedy.isEmpty() ? why : why + ". " + remedy));
      }
    }
    return new Choice(List.copyOf(offers), List.copyOf(notNow));
  }

  static Role needed(Deed deed) {
    return FOR_ADMINS.contains(deed) ? Role.ADMIN : Role.OPERATOR;
  }

  /**
   * @throws Problem if there is no such deed
   */
  static Deed named(String word) {
    return Stream.of(Deed.values())
        .filter(deed -> deed.word().equals(word))
        .findFirst()
        .orElseThrow(
            () -> new Problem(Exit.USAGE, word, "nothing of this name can be done to a job", ""));
  }

  /**
   * Does it to one job.
   *
   * @throws Problem if it cannot be done, or is a risk that nobody has taken
   */
  static String write(
      JobStore store, InstantSource clock, Deed deed, String id, String reason, boolean isSure) {
    Steering steering = new Steering(store, clock, deed, reason);
    String risk = steering.preview(id).risk();
    if (!risk.isEmpty() && !isSure) {
      throw new Problem(
          Exit.CONFLICT, "job " + id, risk, "Tick “I am sure” and send it again, if you are.");
    }
    return steering.write(id, isSure);
  }

  /** Does it to many, each for itself. */
  static List<Done> writeAll(
      JobStore store,
      InstantSource clock,
      Deed deed,
      List<String> ids,
      String reason,
      boolean isSure) {
    List<Done> all = new ArrayList<>();
    for (String id : ids.subList(0, Math.min(AT_ONCE_MAX, ids.size()))) {
      try {
        all.add(new Done(id, write(store, clock, deed, id, reason, isSure), true));
      } catch (Problem refused) {
        all.add(new Done(id, refused.getMessage() + ". " + refused.remedy(), false));
      }
    }
    return List.copyOf(all);
  }

  /** A few of many ids. */
  static List<String> named(List<String> ids) {
    return ids.subList(0, Math.min(NAMED, ids.size()));
  }
}
