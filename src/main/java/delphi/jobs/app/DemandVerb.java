package delphi.jobs.app;

import delphi.jobs.demand.Demand;
import delphi.jobs.demand.Survey;
import delphi.jobs.desk.DemandFields;
import delphi.jobs.desk.Exit;
import delphi.jobs.desk.PlainJson;
import delphi.jobs.handler.HandlerRegistry;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says how much there is to do, for whoever decides how many pollers shall run. */
@Command(
    name = "demand",
    description =
        "Say what there is to do now: what could start, runs, waits for a time, or is stuck, and how"
            + " many slots that wants. -q prints that number only.",
    footer = {"", "docs/OPERATIONS.md names every field of --json and shows scalers that use it."})
final class DemandVerb implements Verb {
  /** Settings whose flags it shares with the poller. */
  static final List<Setting> SETTINGS =
      List.of(Setting.TYPES, Setting.EXCLUDE_TYPES, Setting.SHARE);

  private static final int ROWS_MOST = 100_000;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Look at so many rows of each status at most, 1 to 100000 (default 1000).")
  private int limit = 1_000;

  @Override
  public Exit run(Session session) {
    int rowsMax = Flag.within("--limit", limit, 1, ROWS_MOST);
    Workshop workshop = new Workshop(session.settings(), session.surroundings());
    HandlerRegistry handlers = Workshop.handlers(workshop.handlerSettings());
    try (OpenStore store = session.openStore()) {
      Survey survey = new Survey(store.jobs(), workshop.typeFilter(), handlers, workshop.lease());
      Instant now = session.now();
      print(survey.at(now, rowsMax), now, session);
    }
    return Exit.OK;
  }

  private static void print(Demand demand, Instant now, Session session) {
    if (session.globals().json()) {
      session.print(PlainJson.of(DemandFields.of(demand, now)));
      return;
    }
    if (session.globals().quiet()) {
      session.print(Integer.toString(demand.wanted()));
      return;
    }
    DemandView.grid(demand).print(session.console());
    if (!demand.isComplete()) {
      session.say(
          "there are more rows than the "
              + demand.lookedAt()
              + " looked at, so these are lower bounds. --limit looks at more.");
    }
  }
}
