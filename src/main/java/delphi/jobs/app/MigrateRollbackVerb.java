package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.handler.JobHandler;
import delphi.jobs.migration.OldRules;
import delphi.jobs.migration.Proof;
import delphi.jobs.migration.Step;
import delphi.jobs.migration.WayBack;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.row.RowReader;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Leaves every row in a form that older pollers take. */
@Command(
    name = "rollback",
    description =
        "Leave every row in a form that older pollers take, and prove it by their rules: what is parked"
            + " and due, and what dead pollers of ours have, goes back to the queue; what may have"
            + " spent money stays held. Stop our pollers first.")
final class MigrateRollbackVerb implements Verb {
  @Option(names = "--dry-run", description = "Show what would be done, and change nothing.")
  private boolean dryRun;

  @Option(
      names = {"-y", "--yes"},
      description = "Do it.")
  private boolean yes;

  @Option(
      names = "--include-held",
      paramLabel = "ID",
      description = "Give this held job back as well; may be given several times.")
  private List<String> includeHeld = List.of();

  @Option(
      names = "--at-once",
      description =
          "Give parked jobs back before they are due: pollers that know no lock never take them"
              + " otherwise.")
  private boolean atOnce;

  @Option(
      names = "--even-if-running",
      description = "Go on although pollers of ours are alive; what they have is left to them.")
  private boolean evenIfRunning;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Look at no more rows than so many of each status; default 10000.")
  private int limit = JobFilter.LIMIT_MAX;

  @Override
  public Exit run(Session session) {
    Flag.within("--limit", limit, 1, JobFilter.LIMIT_MAX);
    try (OpenStore store = session.openStore()) {
      OldRules rules = new OldRules(new RowReader(store.naiveZone()));
      Rollback rollback = new Rollback(store.jobs(), wayBack(session), rules, session);
      List<Proof> plan = rollback.plan(limit);
      List<Proof> wrong = Rollback.wrong(plan);
      if (!wrong.isEmpty()) {
        rollback.print(wrong);
        throw new Problem(
            Exit.INTERNAL,
            "migrate rollback",
            wrong.size() + " rows would not be as they should, and nothing was written",
            "Report what is printed above.");
      }
      requireNoneAlive(plan);
      if (dryRun || !yes) {
        rollback.print(plan);
        long changes = Rollback.changes(plan);
        session.say(changes + " rows would be changed; nothing was written. --yes does it.");
        return dryRun || changes == 0 ? Exit.OK : Exit.CONFLICT;
      }
      List<Proof> done = rollback.write(plan);
      rollback.print(done);
      return rollback.told(done) ? Exit.OK : Exit.FAILED;
    }
  }

  private void requireNoneAlive(List<Proof> plan) {
    List<Step> alive =
        plan.stream().map(Proof::step).filter(step -> step.kind() == Step.Kind.ALIVE).toList();
    if (!alive.isEmpty() && !evenIfRunning) {
      throw new Problem(
          Exit.CONFLICT,
          "migrate rollback",
          alive.size()
              + " jobs are with pollers of ours that are alive, "
              + alive.getFirst().jobId()
              + " among them: "
              + alive.getFirst().why(),
          "Stop them and wait until they have ended, or give --even-if-running to leave them these.");
    }
  }

  private WayBack wayBack(Session session) {
    Workshop workshop = new Workshop(session.settings(), session.surroundings());
    HandlerRegistry handlers = Workshop.handlers(workshop.handlerSettings());
    return new WayBack(
        job -> handlers.handlerFor(job).map(JobHandler::isRepeatable).orElse(false),
        Set.copyOf(includeHeld),
        atOnce,
        workshop.lease().waitAfter(),
        session.now());
  }
}
