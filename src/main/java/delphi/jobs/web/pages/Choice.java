package delphi.jobs.web.pages;

import delphi.jobs.desk.Decision;
import delphi.jobs.desk.Deed;
import delphi.jobs.desk.OrderWord;
import delphi.jobs.job.Job;
import delphi.jobs.job.Order;
import delphi.jobs.web.Deeds;
import delphi.jobs.web.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What somebody can do to a job as it is now, and what not.
 *
 * @param marker of an order of which nobody knows whether it was taken; empty where there is none
 * @param mayTell whether somebody is believed who has looked at the provider's
 */
public record Choice(List<Offer> offers, List<NotNow> notNow, String marker, boolean mayTell) {
  static final Choice NONE = new Choice(List.of(), List.of(), "", false);

  private static final Map<Deed, String> LABELS =
      Map.of(
          Deed.CANCEL, "Cancel",
          Deed.HOLD, "Hold",
          Deed.RELEASE, "Release",
          Deed.RETRY, "Retry",
          Deed.REQUEUE, "Requeue",
          Deed.FORCE_FAIL, "Force to fail");

  /**
   * One that can be done.
   *
   * @param risk why somebody has to be sure; empty where nobody need
   */
  public record Offer(String word, String label, String risk, boolean isHarsh) {}

  /** One that cannot. */
  public record NotNow(String label, String why) {}

  static Choice of(Job job, Role role, Instant now) {
    List<Offer> offers = new ArrayList<>();
    List<NotNow> notNow = new ArrayList<>();
    for (Deed deed : Deed.values()) {
      String label = LABELS.getOrDefault(deed, deed.word());
      boolean isHarsh = deed == Deed.CANCEL || Deeds.role(deed) == Role.ADMIN;
      switch (deed.on(job, "", now)) {
        case Decision.Change change when role.includes(Deeds.role(deed)) ->
            offers.add(new Offer(deed.word(), label, change.risk(), isHarsh));
        case Decision.Change _ -> notNow.add(new NotNow(label, "this is for admins"));
        case Decision.No(String why, String remedy) ->
            notNow.add(new NotNow(label, remedy.isEmpty() ? why : why + ". " + remedy));
      }
    }
    return new Choice(
        List.copyOf(offers),
        List.copyOf(notNow),
        job.openOrder().map(Order::marker).orElse(""),
        role.includes(Deeds.role(new OrderWord.Absent())));
  }
}
