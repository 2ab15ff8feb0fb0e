package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Inquiries;
import delphi.jobs.desk.JobFinder;
import delphi.jobs.desk.Problem;
import delphi.jobs.desk.Whereabouts;
import delphi.jobs.engine.ClockDifference;
import delphi.jobs.explain.Crew;
import delphi.jobs.explain.Docket;
import delphi.jobs.explain.Explanation;
import delphi.jobs.explain.Inquiry;
import delphi.jobs.job.Status;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.row.Row;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says why a job is in the state that it is in, or what all that have not ended wait for. */
@Command(
    name = "why",
    description =
        "Say why a job is where it is: one sentence, its evidence, and what to do. Without a job:"
            + " the reasons of all that have not ended, worst first.",
    footer = {"", "docs/REASONS.md has an entry for each reason. -q prints its code only."})
final class WhyVerb implements Verb {
  private static final int ROWS_MOST = 10_000;

  @Parameters(paramLabel = "ID", arity = "0..1", description = "The job.")
  private @Nullable String id;

  @Option(names = "--summary", description = "The reasons of all jobs that have not ended.")
  private boolean summary;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "For the summary, look at so many rows of each status at most (default 1000).")
  private int limit = 1_000;

  @Override
  public Exit run(Session session) {
    String job = id;
    if (job == null || summary) {
      return summary(session);
    }
    Explanation why = why(job, session);
    WhyView.print(why, session);
    return switch (why.reason()) {
      case NO_SUCH_JOB -> Exit.NOT_FOUND;
      case NO_TABLE, NO_INDEX, NO_ACCESS, NO_ANSWER -> Exit.UNREACHABLE;
      default -> Exit.OK;
    };
  }

  private static Explanation why(String job, Session session) {
    try (OpenStore store = session.openStore()) {
      return why(job, store, session);
    } catch (StoreException unanswered) {
      return Inquiry.unanswered(job, unanswered, session.now());
    }
  }

  private static Explanation why(String job, OpenStore store, Session session) {
    try {
      return inquiry(store, session).why(new JobFinder(store.jobs(), store.chronicle()).find(job));
    } catch (Problem problem) {
      if (problem.exit() != Exit.NOT_FOUND) {
        throw problem;
      }
      return Whereabouts.of(store.chronicle(), job)
          .map(gone -> Inquiry.retired(job, gone, session.now()))
          .orElseGet(() -> Inquiry.missing(job, session.now()));
    }
  }

  private static Inquiry inquiry(OpenStore store, Session session) {
    return Inquiries.of(
        store.jobs(),
        store.roster(),
        store.register(),
        store.chronicle(),
        perConversation(session),
        session.now(),
        ahead(store));
  }

  private static int perConversation(Session session) {
    return session.settings().number(Setting.PIPELINES_PER_CONVERSATION);
  }

  private static @Nullable Duration ahead(OpenStore store) {
    return store.serverClock().difference().map(ClockDifference::likely).orElse(null);
  }

  private Exit summary(Session session) {
    int most = Flag.within("--limit", limit, 1, ROWS_MOST);
    try (OpenStore store = session.openStore()) {
      Docket docket =
          new Docket(crew(store, session), perConversation(session), ahead(store), session.now());
      boolean isCut = false;
      for (Status status : Docket.STATUSES) {
        List<Row> rows = store.jobs().rows(new JobFilter(status, null, null, null, most));
        docket.add(rows, store.jobs());
        isCut |= rows.size() == most;
      }
      WhyView.print(docket.groups(), session);
      if (isCut) {
        session.say(
            "there may be more jobs than the newest "
                + docket.size()
                + " looked at. --limit looks at more.");
      }
    }
    return Exit.OK;
  }

  private static Crew crew(OpenStore store, Session session) {
    try {
      return Crew.of(store.roster().all(), session.now());
    } catch (StoreException unanswered) {
      session.say("who polls is not known: " + unanswered.getMessage());
      return Crew.UNKNOWN;
    }
  }
}
