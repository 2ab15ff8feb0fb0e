package delphi.jobs.stats;

import delphi.jobs.store.JobStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What jobs that have ended have cost, and how the budgets of today stand. */
public record CostReport(
    Reckoning.Scope scope, EndedJobs ended, Account account, BudgetState budgets) {
  /**
   * Reads it.
   *
   * @param by what jobs are taken together by
   * @param budgets how they stand, with those of a conversation that is asked for; null for none
   */
  public static CostReport of(
      JobStore jobs,
      Reckoning.Scope scope,
      List<By> by,
      Function<@Nullable String, BudgetState> budgets) {
    EndedJobs ended = EndedJobs.of(jobs, scope);
    return new CostReport(
        scope, ended, Account.of(ended.jobs(), by), budgets.apply(scope.conversation()));
  }

  /** As the fields of a JSON object. */
  public Map<String, @Nullable Object> fields() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("since", scope.from().toString());
    fields.put("rows_read", ended.rowsRead());
    fields.put("complete", ended.isComplete());
    fields.put("by", account.by().stream().map(By::word).toList());
    fields.put("groups", AccountFields.lines(account));
    fields.put("all", AccountFields.all(account));
    fields.put("budgets", BudgetFields.of(budgets));
    return fields;
  }
}
