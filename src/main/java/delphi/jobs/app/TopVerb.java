package delphi.jobs.app;

import delphi.jobs.app.screen.Line;
import delphi.jobs.app.top.Panel;
import delphi.jobs.desk.Exit;
import delphi.jobs.desk.PlainJson;
import delphi.jobs.desk.Problem;
import delphi.jobs.desk.StoredResults;
import delphi.jobs.experience.Experience;
import delphi.jobs.job.Failure;
import delphi.jobs.job.Job;
import delphi.jobs.ops.Printable;
import delphi.jobs.overview.Observer;
import delphi.jobs.overview.Picture;
import delphi.jobs.overview.PictureFields;
import delphi.jobs.store.row.FailureReader;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what happens now: who works, what runs and for how much longer, what waits and fails. */
@Command(
    name = "top",
    description =
        "Show live who works, what runs and how much longer, what waits, and what has failed in the"
            + " last hour.",
    footer = {
      "",
      "Keys: q quit, space pause, r look now, + slower, - faster. LEFT is concluded from earlier runs"
          + " of the type and from how far the job is; (3m–6m) is where four of five end.",
      "Where there is no terminal, one picture is printed, or with --interval one after the other."
    })
final class TopVerb implements Verb {
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final int PIPE_COLUMNS = 200;

  @Option(names = "--interval", paramLabel = "SPAN", description = "Look so often (default 1s).")
  private @Nullable String interval;

  @Option(names = "--once", description = "Print one picture and end.")
  private boolean once;

  @Override
  public Exit run(Session session) {
    Duration between = interval == null ? INTERVAL : Flag.span("--interval", interval);
    if (between.compareTo(TopLoop.SHORTEST) < 0) {
      throw new Problem(
          Exit.USAGE, "--interval " + interval, "it is too short", "Give 200ms or more.");
    }
    try (OpenStore store = session.openStore()) {
      Observer observer =
          new Observer(
              store.jobs(), new Experience(store.register()), store.roster(), TopVerb::why);
      if (session.console().show() == Console.Show.ANIMATED && !once) {
        return new TopLoop(session, observer, between).untilQuit();
      }
      print(observer.look(session.now()), session);
      while (interval != null && !once && session.pause(between)) {
        print(observer.look(session.now()), session);
      }
    }
    return Exit.OK;
  }

  /** The line that decided it, where that is known. */
  private static String why(Job job) {
    return FailureReader.of(job)
        .map(Failure::line)
        .or(() -> StoredResults.of(job.storedResults()).error())
        .orElse("");
  }

  private static void print(Picture picture, Session session) {
    Console console = session.console();
    if (session.globals().json()) {
      session.print(PlainJson.line(PictureFields.of(picture)));
    } else if (session.globals().quiet()) {
      picture.running().forEach(job -> session.print(Printable.line(job.id())));
    } else {
      int columns = console.isTerminal() ? console.columns() : PIPE_COLUMNS;
      new Panel(columns, Panel.ROWS_ALL, console.isTerminal() ? ShortId::of : id -> id)
          .lines(session.stores().place(), picture, session.now(), Line.EMPTY)
          .forEach(line -> session.print(Screen.painted(line, console)));
    }
  }
}
