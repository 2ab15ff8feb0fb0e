package delphi.jobs.store.row;

import delphi.jobs.job.Because;
import delphi.jobs.job.Job;
import java.util.Optional;

/** Reads why a job has ended out of its stored results, where that was noted for programs. */
public final class BecauseReader {
  private BecauseReader() {}

  public static Optional<Because> of(Job job) {
    String results = job.storedResults();
    if (results == null || !results.contains('"' + Because.NAME + '"')) {
      return Optional.empty();
    }
    return switch (JsonText.parse(results)) {
      case JsonText.Parsed.Tree(var fields) ->
          fields.get(Because.NAME) instanceof String word ? Because.of(word) : Optional.empty();
      case JsonText.Parsed.Other _ -> Optional.empty();
    };
  }
}
