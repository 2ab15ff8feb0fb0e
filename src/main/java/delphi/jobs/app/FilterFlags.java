package delphi.jobs.app;

import delphi.jobs.desk.FilterDraft;
import delphi.jobs.desk.Nearest;
import delphi.jobs.desk.Submission;
import delphi.jobs.job.JobType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which jobs somebody means, in words of the filter language or by the flags of these names. */
final class FilterFlags {
  /** The language in one sentence, for the help of each verb that understands it. */
  static final String LANGUAGE =
      "FILTER is status:WORD, state:WORD, type:NAME, conversation:ID or since:WHEN, like the flags"
          + " of these names, or cause:WORD or fingerprint:WORD, as `show` names them of a failed job;"
          + " all that are given must hold.";

  @Parameters(paramLabel = "FILTER", arity = "0..*", description = "Which jobs.")
  private List<String> words = List.of();

  @Option(
      names = "--status",
      paramLabel = "WORD",
      completionCandidates = Choices.Statuses.class,
      description = "Only jobs with this status.")
  private @Nullable String status;

  @Option(
      names = "--state",
      paramLabel = "WORD",
      completionCandidates = Choices.States.class,
      description =
          "Only jobs that stand so: a status says PROCESSING of what runs, is parked and is held; a"
              + " state tells them apart.")
  private @Nullable String state;

  @Option(
      names = "--type",
      paramLabel = "NAME",
      completionCandidates = Choices.Types.class,
      description = "Only jobs of this type.")
  private @Nullable String type;

  @Option(
      names = {"-c", "--conversation"},
      paramLabel = "ID",
      description = "Only jobs of this conversation.")
  private @Nullable String conversation;

  @Option(
      names = "--since",
      paramLabel = "WHEN",
      description = "Only jobs since then: a span (2h) or a time (2026-11-22T10:00:00Z).")
  private @Nullable String since;

  /** A word for whoever may have misspelt a type; types are many, so an unknown one is no error. */
  String doubt() {
    for (String word : words) {
      if (word.startsWith("type:")) {
        return doubt(word.substring("type:".length()));
      }
    }
    return type == null ? "" : doubt(type);
  }

  private static String doubt(String name) {
    List<String> known = Submission.TYPES.stream().map(JobType::name).toList();
    String guess = known.contains(new JobType(name).name()) ? "" : Nearest.question(name, known);
    return guess.isEmpty() ? "" : " " + guess;
  }

  FilterDraft draft(Instant now) {
    FilterDraft draft = new FilterDraft(now);
    words.forEach(draft::add);
    draft.putIfGiven("status", status);
    draft.putIfGiven("state", state);
    draft.putIfGiven("type", type);
    draft.putIfGiven("conversation", conversation);
    draft.putIfGiven("since", since);
    return draft;
  }
}
