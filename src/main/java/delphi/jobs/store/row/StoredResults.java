package delphi.jobs.store.row;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code job_results} of a row as a tree, as far as they are JSON; others write them too. */
public final class StoredResults {
  private StoredResults() {}

  /** What stands in the text; nothing when it is absent or no object. */
  public static Map<String, @Nullable Object> fields(@Nullable String stored) {
    if (stored == null) {
      return Map.of();
    }
    return switch (JsonText.parse(stored)) {
      case JsonText.Parsed.Tree(var fields) -> fields;
      case JsonText.Parsed.Other _ -> Map.of();
    };
  }
}
