package delphi.jobs.app;

import delphi.jobs.desk.StoredResults;
import delphi.jobs.job.Job;
import delphi.jobs.job.State;
import delphi.jobs.store.JobStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What {@code up} says when everything has ended: how it went, and where to look. */
final class UpReport {
  private static final String PICTURE = "layer_0_datamapplot.html";

  private final Session session;
  private final UpFolder folder;
  private final JobStore store;

  UpReport(Session session, UpFolder folder, JobStore store) {
    this.session = session;
    this.folder = folder;
    this.store = store;
  }

  /**
   * Says it.
   *
   * @param entries the jobs that have ended since it was said last
   * @param goesOn whether {@code up} stays for further jobs
   */
  void tell(List<Board.Entry> entries, boolean goesOn) {
    List<Board.Entry> others =
        entries.stream().filter(entry -> entry.state() != State.COMPLETED).toList();
    session.print("");
    if (!entries.isEmpty()) {
      session.print(summary(entries, others));
      for (Board.Entry entry : entries) {
        picture(entry).ifPresent(file -> session.print("  picture  " + file.toUri()));
      }
      if (Files.isDirectory(folder.output())) {
        session.print("  results  " + folder.output());
      }
      session.print("  log      " + folder.log());
      session.print("");
    }
    if (goesOn) {
      session.print(
          "Ready for more, until Ctrl-C. In another terminal: ./delphi submit FULL_PIPELINE -c 42");
      session.print("");
    }
  }

  private static String summary(List<Board.Entry> entries, List<Board.Entry> others) {
    if (others.isEmpty()) {
      return entries.size() == 1
          ? "The job completed."
          : "All " + entries.size() + " jobs completed.";
    }
    List<String> ids = others.stream().map(Board.Entry::id).toList();
    return others.size()
        + " of "
        + entries.size()
        + " jobs did not complete; `delphi show ID` says why: "
        + String.join(" ", ids);
  }

  /** The picture that a job has made, if it has made one here. */
  private Optional<Path> picture(Board.Entry entry) {
    return store
        .find(entry.id())
        .filter(Job.class::isInstance)
        .map(Job.class::cast)
        .flatMap(job -> StoredResults.of(job.storedResults()).picturePath())
        .map(path -> folder.output().resolve(path).resolve(PICTURE))
        .filter(Files::isRegularFile);
  }
}
