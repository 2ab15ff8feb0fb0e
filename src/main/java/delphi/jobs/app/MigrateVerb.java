package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** The way from an older poller to ours and back; each step is a verb of its own. */
@Command(
    name = "migrate",
    description =
        "Go over from an older poller, and back: check, then `poll --shadow`, `poll --share`, compare,"
            + " drain-old; and rollback. docs/MIGRATION.md tells the whole way.",
    synopsisHeading = "%nUsage: ",
    commandListHeading = "%nSteps:%n")
final class MigrateVerb implements Verb {
  /** In the order in which they are gone. */
  static final List<Supplier<Verb>> STEPS =
      List.of(
          MigrateCheckVerb::new,
          MigrateCompareVerb::new,
          MigrateDrainOldVerb::new,
          MigrateRollbackVerb::new);

  @Override
  public Exit run(Session session) {
    throw new Problem(
        Exit.USAGE, "migrate", "it says no step", "`delphi migrate --help` lists them.");
  }
}
