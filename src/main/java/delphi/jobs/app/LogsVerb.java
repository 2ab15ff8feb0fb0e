package delphi.jobs.app;

import delphi.jobs.job.Job;
import delphi.jobs.job.LogEntry;
import delphi.jobs.job.LogTail;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Unreadable;
import delphi.jobs.store.row.Row;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the log of one job. */
@Command(name = "logs", description = "Print the log of one job.")
final class LogsVerb implements Verb {
  @Parameters(paramLabel = "ID", description = "The job.")
  private String id = "";

  @Option(
      names = {"-f", "--follow"},
      description = "Go on until the job ends; the exit code tells how.")
  private boolean follow;

  @Option(names = "--tail", paramLabel = "N", description = "Only the newest N entries.")
  private int tail = LogTail.ENTRIES_MAX;

  @Override
  public Exit run(Session session) {
    if (tail < 0) {
      throw new Problem(Exit.USAGE, "--tail " + tail, "it is negative", "Give 0 or more.");
    }
    try (OpenStore store = session.openStore()) {
      Row row = new JobFinder(store.jobs()).find(id);
      if (follow) {
        return new JobWatch(store.jobs(), session).followingLog(row.jobId());
      }
      print(store.jobs().read(row), session);
      return Exit.OK;
    }
  }

  private void print(Reading reading, Session session) {
    LogTail log =
        switch (reading) {
          case Job job -> job.log();
          case Unreadable row ->
              throw new Problem(
                  Exit.FAILED,
                  "job " + row.id(),
                  "its row cannot be read",
                  "`delphi show " + row.id() + "` says why.");
        };
    List<LogEntry> entries = log.newest(tail).entries();
    if (session.globals().json()) {
      session.print(PlainJson.of(entries.stream().map(LogText::object).toList()));
      return;
    }
    if (log.dropped() > 0) {
      session.say(log.dropped() + " older entries are no longer in the row.");
    }
    if (entries.isEmpty()) {
      session.say("the log is empty.");
    }
    entries.forEach(entry -> session.print(LogText.line(entry, session.console())));
  }
}
