package delphi.jobs.stats;

import delphi.jobs.cost.Money;
import delphi.jobs.cost.Pot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How budgets stand as the fields of a JSON object; amounts are text, which nobody rounds. */
public final class BudgetFields {
  private BudgetFields() {}

  public static Map<String, @Nullable Object> of(BudgetState state) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("since", state.since().toString());
    fields.put("until", state.until().toString());
    fields.put("reserve", text(state.budget().reserve()));
    List<Map<String, @Nullable Object>> pots = new ArrayList<>();
    if (state.day() != null) {
      pots.add(pot(state.day()));
    }
    state.conversations().forEach(each -> pots.add(pot(each)));
    fields.put("budgets", pots);
    fields.put("parked", state.parked().stream().map(BudgetFields::waits).toList());
    fields.put("parked_since", text(state.parkedSince()));
    fields.put("complete", state.isComplete());
    fields.put("trouble", state.trouble().isEmpty() ? null : state.trouble());
    return fields;
  }

  private static Map<String, @Nullable Object> pot(Pot pot) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("conversation_id", pot.conversation().isEmpty() ? null : pot.conversation());
    fields.put("limit", text(pot.limit()));
    fields.put("limit_of_pollers", text(pot.pollersLimit()));
    Map<String, String> spent = new LinkedHashMap<>();
    pot.spent().forEach((currency, amount) -> spent.put(currency, amount.toPlainString()));
    fields.put("spent", spent);
    fields.put("open_orders", pot.openOrders());
    fields.put("reserved", text(pot.reserved()));
    fields.put("left", text(pot.left()));
    return fields;
  }

  private static Map<String, @Nullable Object> waits(BudgetState.Waits waits) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("job_id", waits.jobId());
    fields.put("conversation_id", waits.conversation());
    fields.put("since", text(waits.since()));
    fields.put("until", text(waits.until()));
    fields.put("why", waits.why());
    return fields;
  }

  private static @Nullable String text(@Nullable Money money) {
    return money == null ? null : money.toString();
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }
}
