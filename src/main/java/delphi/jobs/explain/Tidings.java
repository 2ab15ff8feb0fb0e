package delphi.jobs.explain;

import delphi.jobs.job.Because;
import delphi.jobs.job.Failure;
import delphi.jobs.job.Job;
import delphi.jobs.job.State;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.StoredResults;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a raw row tells beside what a {@link Job} has of it. */
final class Tidings {
  private Tidings() {}

  static Told of(Row row, Job job) {
    boolean hasEnd = job.state().isTerminal() || job.state() == State.HELD;
    Map<String, @Nullable Object> results =
        hasEnd ? StoredResults.fields(job.storedResults()) : Map.of();
    return new Told(
        progress(row),
        row.instant(Name.OUTPUT_AT).orElse(null),
        row.instant(Name.OUTPUT_DUE_AT).orElse(null),
        because(row, job, results).orElse(null),
        error(row, results),
        results.get("return_code") instanceof Number code ? code.intValue() : null,
        Failure.of(results.get(Failure.NAME)).orElse(null),
        results.get("autopsy") instanceof String autopsy ? autopsy : null);
  }

  /**
   * That of the newest change. What the row itself says is bound to its version; what the results
   * of a held job say counts only if they were written when it was held.
   */
  private static Optional<Because> because(
      Row row, Job job, Map<String, @Nullable Object> results) {
    Long version = job.tenure().version();
    String own = row.text(Name.BECAUSE).orElse("");
    if (own.startsWith(version + ".")) {
      return Because.read(own, version);
    }
    boolean counts =
        job.state().isTerminal()
            || row.text(Name.UPDATED_AT)
                .filter(at -> at.equals(results.get("completed_at")))
                .isPresent();
    return counts && results.get(Because.NAME) instanceof String word
        ? Because.of(word)
        : Optional.empty();
  }

  private static @Nullable String error(Row row, Map<String, @Nullable Object> results) {
    return results.get("error") instanceof String error
        ? error
        : row.text(Name.ERROR_MESSAGE).orElse(null);
  }

  private static String progress(Row row) {
    String stage = row.text(Name.STAGE).orElse("");
    if (row.get(Name.PROGRESS) instanceof Attribute.Num number) {
      return (stage + " " + Math.round(number.decimal().doubleValue() * 100) + " %").strip();
    }
    return stage;
  }
}
