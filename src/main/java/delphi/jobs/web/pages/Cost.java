package delphi.jobs.web.pages;

import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.StoredResults;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a job has cost, as far as its row says: in money, else in tokens. */
final class Cost {
  private static final String RECEIPT = "cost";

  /** The same while the job goes on. */
  private static final String SO_FAR = "spent";

  private Cost() {}

  /** In words; empty where nothing is said. */
  static String of(Row row) {
    String end = words(StoredResults.fields(row.text(Name.JOB_RESULTS).orElse(null)).get(RECEIPT));
    return end.isEmpty() ? words(StoredResults.fields(row.text(SO_FAR).orElse(null))) : end;
  }

  private static String words(@Nullable Object receipt) {
    if (!(receipt instanceof Map<?, ?> all)) {
      return "";
    }
    List<String> parts = new ArrayList<>();
    add(all, parts);
    if (parts.isEmpty() && all.get("models") instanceof Map<?, ?> models) {
      for (Object model : models.values()) {
        if (model instanceof Map<?, ?> sum) {
          add(sum, parts);
        }
      }
    }
    return String.join(" + ", parts);
  }

  private static void add(Map<?, ?> sum, List<String> parts) {
    int before = parts.size();
    if (sum.get("money") instanceof Map<?, ?> money) {
      money.forEach((currency, amount) -> parts.add(amount + " " + currency));
    }
    if (parts.size() == before && sum.get("input_tokens") instanceof Number in) {
      parts.add(in + " tokens in, " + sum.get("output_tokens") + " out");
    }
  }
}
