package delphi.jobs.app;

import delphi.jobs.ops.Printable;
import delphi.jobs.store.row.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows everything about one job. */
@Command(name = "show", description = "Show everything about one job; --json prints its row.")
final class ShowVerb implements Verb {
  @Parameters(paramLabel = "ID", description = "The job.")
  private String id = "";

  @Override
  public Exit run(Session session) {
    try (OpenStore store = session.openStore()) {
      Row row = new JobFinder(store.jobs()).find(id);
      if (session.globals().json()) {
        session.print(PlainJson.of(row));
      } else if (session.globals().quiet()) {
        session.print(Printable.line(row.jobId()));
      } else {
        Portrait portrait = new Portrait(session.console(), session.now());
        portrait.of(row, store.jobs().read(row)).forEach(session::print);
      }
      return Exit.OK;
    }
  }
}
