package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.LogChoice;
import delphi.jobs.desk.Submission;
import delphi.jobs.desk.Tracing;
import delphi.jobs.job.Batch;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Request;
import delphi.jobs.store.JobStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts a new job into the table and prints its id. */
@Command(
    name = "submit",
    description = "Submit a job and print its id.",
    footer = {
      "",
      "TYPE is FULL_PIPELINE, CREATE_NARRATIVE_BATCH, NARRATIVE_BATCH, AWAITING_NARRATIVE_BATCH or"
          + " BATCH_STATUS_CHECK."
    })
final class SubmitVerb implements Verb {
  private static final String CREATED_BY = "delphi submit";

  @Parameters(
      paramLabel = "TYPE",
      completionCandidates = Choices.Types.class,
      description = "What kind of work.")
  private String type = "";

  @Option(
      names = {"-c", "--conversation"},
      paramLabel = "ID",
      description = "The conversation; every job has one.")
  private String conversation = "";

  @Option(names = "--report", paramLabel = "ID", description = "The report that results belong to.")
  private @Nullable String report;

  @Option(
      names = "--config",
      paramLabel = "CONFIG",
      description =
          "Settings of the job: a JSON object, @FILE with one, or NAME=VALUE. May be"
              + " repeated; what comes later wins.")
  private List<String> config = List.of();

  @Option(
      names = "--env",
      paramLabel = "NAME=VALUE",
      description = "A variable for its process, as far as the poller's policy lets it through.")
  private Map<String, String> environment = Map.of();

  @Option(names = "--batch-id", paramLabel = "ID", description = "The provider's batch.")
  private @Nullable String batchId;

  @Option(names = "--batch-job", paramLabel = "ID", description = "The job that a check looks for.")
  private @Nullable String batchJob;

  @Option(names = "--priority", paramLabel = "N", description = "0 to 100, higher first; 50.")
  private int priority = Request.DEFAULT_PRIORITY;

  @Option(names = "--timeout", paramLabel = "SPAN", description = "The time limit of one attempt.")
  private @Nullable String timeout;

  @Option(
      names = "--max-retries",
      paramLabel = "N",
      description = "How often it is tried again when a worker dies; 3.")
  private int maxRetries = Request.DEFAULT_MAX_RETRIES;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Submit only once under this key: a second time prints the same id.")
  private @Nullable String key;

  @Option(names = "--any-type", description = "Allow a type that is not known here.")
  private boolean anyType;

  @Option(names = "--wait", description = "Wait for the end; the exit code tells how it ended.")
  private boolean wait;

  @Option(
      names = {"-f", "--follow"},
      description = "Like --wait, and print its log.")
  private boolean follow;

  @Override
  public Exit run(Session session) {
    NewJob job = newJob(session.surroundings().environment());
    try (OpenStore store = session.openStore()) {
      String id = submit(store.jobs(), job, session);
      session.printJob(store.jobs(), id);
      if (follow) {
        return new LogFollow(store, session, id, LogChoice.ALL, null).untilEnd(Integer.MAX_VALUE);
      }
      return wait ? new JobWatch(store.jobs(), session).untilEnd(id, null) : Exit.OK;
    }
  }

  /**
   * @param own this process's variables
   */
  private NewJob newJob(Map<String, String> own) {
    Duration limit = timeout == null ? null : Flag.span("--timeout", timeout);
    return new Submission(
            type,
            anyType,
            conversation,
            report,
            ConfigText.read(config),
            Tracing.continued(environment, own.get(Tracing.VARIABLE)),
            new Batch(batchId, batchJob),
            priority,
            maxRetries,
            limit,
            key)
        .job(CREATED_BY, SubmitVerb::named);
  }

  private static String submit(JobStore store, NewJob job, Session session) {
    Submission.Place place = Submission.submit(store, job, session.now(), SubmitVerb::named);
    if (!place.isNew()) {
      session.say("this key was submitted before; nothing was changed.");
    }
    return place.jobId();
  }

  /** How a field is given here. */
  private static String named(String field) {
    return switch (field) {
      case "TYPE" -> field;
      case "conversation" -> "-c CONVERSATION";
      default -> "--" + field;
    };
  }
}
