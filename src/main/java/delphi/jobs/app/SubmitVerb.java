package delphi.jobs.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import delphi.jobs.job.Batch;
import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Request;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.Submitted;
import delphi.jobs.store.row.NewRow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
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
  static final List<JobType> TYPES =
      List.of(
          JobType.FULL_PIPELINE,
          JobType.CREATE_NARRATIVE_BATCH,
          JobType.NARRATIVE_BATCH,
          JobType.AWAITING_NARRATIVE_BATCH,
          JobType.BATCH_STATUS_CHECK);

  private static final String CREATED_BY = "delphi submit";
  private static final int RETRIES_MAX = 100;

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
    NewJob job = newJob();
    try (OpenStore store = session.openStore()) {
      String id = submit(store.jobs(), job, session);
      session.printJob(store.jobs(), id);
      if (follow) {
        return new LogFollow(store, session, id, LogChoice.ALL, null).untilEnd(Integer.MAX_VALUE);
      }
      return wait ? new JobWatch(store.jobs(), session).untilEnd(id, null) : Exit.OK;
    }
  }

  private NewJob newJob() {
    JobType wanted = type();
    if (conversation.isBlank()) {
      throw new Problem(
          Exit.USAGE, "submit", "a job needs a conversation", "Name it with -c CONVERSATION.");
    }
    Flag.within("--priority", priority, 0, 100);
    Flag.within("--max-retries", maxRetries, 0, RETRIES_MAX);
    Request request =
        new Request(
            conversation.strip(),
            report,
            ConfigText.read(config),
            environment,
            priority,
            maxRetries,
            timeout());
    return new NewJob(id(wanted), wanted, request, new Batch(batchId, batchJob), CREATED_BY);
  }

  private JobType type() {
    List<String> known = TYPES.stream().map(JobType::name).toList();
    if (type.isBlank()) {
      throw new Problem(
          Exit.USAGE, "TYPE", "it is empty", "Give one of " + String.join(", ", known) + ".");
    }
    JobType wanted = new JobType(type);
    if (!anyType && !TYPES.contains(wanted)) {
      String guess = Nearest.question(type, known);
      throw new Problem(
          Exit.USAGE,
          type,
          "no job type of this name is known here",
          guess.isEmpty()
              ? "Give one of " + String.join(", ", known) + ", or add --any-type."
              : guess);
    }
    return wanted;
  }

  private @Nullable Duration timeout() {
    if (timeout == null) {
      return null;
    }
    Duration span = Flag.span("--timeout", timeout);
    if (span.toSeconds() < 1) {
      throw new Problem(
          Exit.USAGE, "--timeout " + timeout, "it is too short", "Give a second or more.");
    }
    return span;
  }

  /**
   * Random, as everybody's ids are: one that sorts by time would begin like its neighbours, and ids
   * are told apart by their beginning. With a key, the same id each time.
   */
  private String id(JobType wanted) {
    return key == null
        ? UUID.randomUUID().toString()
        : UUID.nameUUIDFromBytes((wanted.name() + "\n" + key).getBytes(UTF_8)).toString();
  }

  private static String submit(JobStore store, NewJob job, Session session) {
    return switch (store.submit(job, session.now())) {
      case Submitted.Accepted(Reading accepted) -> accepted.id();
      case Submitted.AlreadyThere(Reading there) -> {
        requireSame(store, job, there, session);
        session.say("this key was submitted before; nothing was changed.");
        yield there.id();
      }
      case Submitted.Unclear(String why) ->
          throw new Problem(
              Exit.TRY_AGAIN,
              "job " + job.id(),
              why,
              "Nobody knows whether it was stored. `delphi show " + job.id() + "` will.");
      case Submitted.Refused(String why, String remedy) ->
          throw new Problem(Exit.FAILED, "submit", why, remedy);
      case Submitted.NotAccepted(String why, String remedy) ->
          throw new Problem(Exit.FAILED, "submit", why, remedy);
    };
  }

  private static void requireSame(JobStore store, NewJob job, Reading there, Session session) {
    boolean same =
        there instanceof Job before
            && store.read(NewRow.of(job, session.now())) instanceof Job wanted
            && before.type().equals(wanted.type())
            && before.request().equals(wanted.request())
            && Objects.equals(before.batch().batchJobId(), wanted.batch().batchJobId());
    if (!same) {
      throw new Problem(
          Exit.CONFLICT,
          "--key",
          "job " + there.id() + " was submitted under it with another request",
          "Use another key, or look at it with `delphi show " + there.id() + "`.");
    }
  }
}
