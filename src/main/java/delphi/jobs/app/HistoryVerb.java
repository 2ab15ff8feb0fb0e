package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.HistoryFields;
import delphi.jobs.desk.JobFinder;
import delphi.jobs.desk.PlainJson;
import delphi.jobs.desk.Problem;
import delphi.jobs.desk.Whereabouts;
import delphi.jobs.store.chronicle.Chapter;
import delphi.jobs.store.chronicle.Story;
import delphi.jobs.store.row.Row;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tells what has happened to one job. */
@Command(
    name = "history",
    description =
        "Tell what has happened to one job: each change, by whom and why; what nobody has written"
            + " down is shown as that. -q prints the states alone.")
final class HistoryVerb implements Verb {
  @Parameters(paramLabel = "ID", description = "The job.")
  private String id = "";

  @Override
  public Exit run(Session session) {
    try (OpenStore store = session.openStore()) {
      List<Chapter> story = story(store);
      if (session.globals().json()) {
        session.print(PlainJson.of(story.stream().map(HistoryFields::of).toList()));
      } else if (session.globals().quiet()) {
        story.forEach(chapter -> session.print(chapter.to().name()));
      } else {
        HistoryView view = new HistoryView(session.console(), session.now());
        view.table(story).forEach(session::print);
      }
      return Exit.OK;
    }
  }

  /** What was noted outlives the row, where that was exported. */
  private List<Chapter> story(OpenStore store) {
    try {
      return story(store, new JobFinder(store.jobs(), store.chronicle()).find(id));
    } catch (Problem missing) {
      if (missing.exit() != Exit.NOT_FOUND || Whereabouts.of(store.chronicle(), id).isEmpty()) {
        throw missing;
      }
      return store.chronicle().of(id).stream().<Chapter>map(Chapter.Told::new).toList();
    }
  }

  /** The story of a row as it is now. */
  static List<Chapter> story(OpenStore store, Row row) {
    return Story.of(store.chronicle().of(row.jobId()), store.jobs().read(row));
  }
}
