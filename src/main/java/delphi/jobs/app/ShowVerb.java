package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.JobFinder;
import delphi.jobs.desk.PlainJson;
import delphi.jobs.desk.Problem;
import delphi.jobs.desk.Times;
import delphi.jobs.ops.Printable;
import delphi.jobs.store.chronicle.AsOf;
import delphi.jobs.store.register.Sightings;
import delphi.jobs.store.row.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows everything about one job. */
@Command(name = "show", description = "Show everything about one job; --json prints its row.")
final class ShowVerb implements Verb {
  @Parameters(paramLabel = "ID", description = "The job.")
  private String id = "";

  @Option(
      names = "--at",
      paramLabel = "WHEN",
      description =
          "What is known of it at that time: a span ago (-10m) or a time (2026-11-22T10:00:00Z).")
  private @Nullable String at;

  @Override
  public Exit run(Session session) {
    Instant time = at == null ? null : Moments.of("--at", at, session.now());
    try (OpenStore store = session.openStore()) {
      Row row = new JobFinder(store.jobs(), store.chronicle()).find(id);
      if (time != null) {
        showPast(store, row, time, session);
      } else if (session.globals().json()) {
        session.print(PlainJson.of(row));
      } else if (session.globals().quiet()) {
        session.print(Printable.line(row.jobId()));
      } else {
        Portrait portrait =
            new Portrait(session.console(), session.now(), new Sightings(store.register())::find);
        portrait.of(row, store.jobs().read(row)).forEach(session::print);
      }
      return Exit.OK;
    }
  }

  private static void showPast(OpenStore store, Row row, Instant time, Session session) {
    AsOf was =
        AsOf.at(time, HistoryVerb.story(store, row))
            .orElseThrow(() ->
                new Problem(
                    Exit.NOT_FOUND,
                    "job " + row.jobId(),
                    "it was not there at " + Times.iso(time),
                    "`delphi history " + row.jobId() + "` says since when it is."));
    if (session.globals().json()) {
      session.print(PlainJson.of(PastView.object(row.jobId(), time, was)));
    } else if (session.globals().quiet()) {
      session.print(was.state().name());
    } else {
      PastView.lines(row.jobId(), time, was, session.console()).forEach(session::print);
    }
  }
}
