package delphi.jobs.desk;

import static java.nio.charset.StandardCharsets.UTF_8;

import delphi.jobs.job.Batch;
import delphi.jobs.job.Config;
import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Request;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.Submitted;
import delphi.jobs.store.row.NewRow;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to have done, as it was given; wrong values are refused before anything is
 * stored.
 *
 * @param type the job's type, by name
 * @param anyType whether a type that is not known here is meant
 * @param conversation which every job has
 * @param timeout of one attempt; null for the default of whoever runs it
 * @param key under which it is submitted only once; null for none
 */
public record Submission(
    String type,
    boolean anyType,
    String conversation,
    @Nullable String report,
    Config config,
    Map<String, String> environment,
    Batch batch,
    int priority,
    int maxRetries,
    @Nullable Duration timeout,
    @Nullable String key) {
  /** What is known here. */
  public static final List<JobType> TYPES =
      List.of(
          JobType.FULL_PIPELINE,
          JobType.CREATE_NARRATIVE_BATCH,
          JobType.NARRATIVE_BATCH,
          JobType.AWAITING_NARRATIVE_BATCH,
          JobType.BATCH_STATUS_CHECK);

  public static final int RETRIES_MAX = 100;

  public Submission {
    environment = Map.copyOf(environment);
  }

  /**
   * Where a job was submitted.
   *
   * @param isNew false where its key was used before for the same
   */
  public record Place(String jobId, boolean isNew) {}

  /**
   * The job that is meant.
   *
   * @param by who or what submits it, for its row
   * @param named how a field is called where it was given, {@code --priority} or {@code priority}
   * @throws Problem if a value makes no sense
   */
  public NewJob job(String by, UnaryOperator<String> named) {
    JobType wanted = knownType(named);
    if (conversation.isBlank()) {
      throw new Problem(
          Exit.USAGE,
          "submit",
          "a job needs a conversation",
          "Name it with " + named.apply("conversation") + ".");
    }
    within(named.apply("priority"), priority, 100);
    within(named.apply("max-retries"), maxRetries, RETRIES_MAX);
    if (timeout != null && timeout.toSeconds() < 1) {
      throw new Problem(
          Exit.USAGE,
          named.apply("timeout") + " " + Spans.text(timeout),
          "it is too short",
          "Give a second or more.");
    }
    Request request =
        new Request(
            conversation.strip(), report, config, environment, priority, maxRetries, timeout);
    return new NewJob(id(wanted), wanted, request, batch, by);
  }

  private JobType knownType(UnaryOperator<String> named) {
    List<String> known = TYPES.stream().map(JobType::name).toList();
    if (type.isBlank()) {
      throw new Problem(
          Exit.USAGE,
          named.apply("TYPE"),
          "it is empty",
          "Give one of " + String.join(", ", known) + ".");
    }
    JobType wanted = new JobType(type);
    if (!anyType && !TYPES.contains(wanted)) {
      String guess = Nearest.question(type, known);
      throw new Problem(
          Exit.USAGE,
          type,
          "no job type of this name is known here",
          guess.isEmpty()
              ? "Give one of "
                  + String.join(", ", known)
                  + ", or add "
                  + named.apply("any-type")
                  + "."
              : guess);
    }
    return wanted;
  }

  private static void within(String name, int number, int most) {
    if (number < 0 || number > most) {
      throw new Problem(
          Exit.USAGE,
          name + " " + number,
          "it is out of bounds",
          "Give a whole number from 0 to " + most + ".");
    }
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

  /**
   * Stores it.
   *
   * @throws Problem if the store does not take it, or its key was used for something else
   */
  public static Place submit(JobStore store, NewJob job, Instant now, UnaryOperator<String> named) {
    return switch (store.submit(job, now)) {
      case Submitted.Accepted(Reading accepted) -> new Place(accepted.id(), true);
      case Submitted.AlreadyThere(Reading there) -> {
        requireSame(store, job, there, now, named);
        yield new Place(there.id(), false);
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

  private static void requireSame(
      JobStore store, NewJob job, Reading there, Instant now, UnaryOperator<String> named) {
    boolean same =
        there instanceof Job before
            && store.read(NewRow.of(job, now)) instanceof Job wanted
            && before.type().equals(wanted.type())
            && untraced(before.request()).equals(untraced(wanted.request()))
            && Objects.equals(before.batch().batchJobId(), wanted.batch().batchJobId());
    if (!same) {
      throw new Problem(
          Exit.CONFLICT,
          named.apply("key"),
          "job " + there.id() + " was submitted under it with another request",
          "Use another key, or look at it with `delphi show " + there.id() + "`.");
    }
  }

  /** Whoever submits again does so in another trace, and wants the same. */
  private static Request untraced(Request request) {
    Map<String, String> environment = new HashMap<>(request.environment());
    environment.remove(Tracing.VARIABLE);
    return new Request(
        request.conversationId(),
        request.reportId(),
        request.config(),
        environment,
        request.priority(),
        request.maxRetries(),
        request.timeout());
  }
}
