package delphi.jobs.handler;

import delphi.jobs.job.Job;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Unreadable;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a check that has ended with 0 has done its work. Its script is known to end with 0 as
 * well when it found no job, no batch, or a job without a report, which nothing can be stored for.
 *
 * <p>What a check that worked leaves behind is one of these: the end of the root, in the root's
 * row; or a {@code batch_status} that is no kind of waiting, said over the job channel, which is
 * the only way where the script cannot write the table. A check that names no root has nothing that
 * could be looked at; its exit code is believed.
 */
final class CheckProof {
  /** What providers call a batch that goes on. */
  private static final Set<String> WAITING =
      Set.of(
          "submitted",
          "validating",
          "queued",
          "in_progress",
          "processing",
          "finalizing",
          "canceling",
          "cancelling");

  private static final Set<String> ENDED = Set.of("COMPLETED", "FAILED");

  private CheckProof() {}

  /** What it has not done; empty when its word is believed. */
  static Optional<String> missing(Heard heard) {
    Root root = heard.root();
    String said = heard.set().get("batch_status");
    if (root == null || (said != null && !WAITING.contains(said.toLowerCase(Locale.ROOT)))) {
      return Optional.empty();
    }
    return switch (root.after()) {
      case null -> missing("find job " + root.id() + ": there is no such row");
      case Unreadable row when ENDED.contains(row.status()) -> Optional.empty();
      case Unreadable row -> missing("end job " + row.id() + ", whose row cannot be read");
      case Job job when !job.status().isTerminal() ->
          missing("end job " + job.id() + ", which is " + job.status() + why(job));
      case Job job when isUntouched(root.before(), job) && job.request().reportId() == null ->
          missing("change job " + job.id() + ", which had ended before" + why(job));
      case Job _ -> Optional.empty();
    };
  }

  private static Optional<String> missing(String what) {
    return Optional.of("The script ended with 0 but did not " + what);
  }

  /** The usual reasons, as far as the row shows them. */
  private static String why(Job root) {
    if (root.request().reportId() == null) {
      return " and has no report_id, without which nothing can be stored";
    }
    return root.batch().batchId() == null ? " and has no batch_id" : "";
  }

  private static boolean isUntouched(@Nullable Reading before, Job after) {
    return before instanceof Job job
        && job.status() == after.status()
        && Objects.equals(job.storedResults(), after.storedResults())
        && Objects.equals(job.history(), after.history());
  }
}
