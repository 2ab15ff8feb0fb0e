package delphi.jobs.stats;

import delphi.jobs.cost.Spending;
import delphi.jobs.cost.SpendingText;
import delphi.jobs.cost.Sum;
import delphi.jobs.cost.Units;
import delphi.jobs.job.Job;
import delphi.jobs.store.row.StoredResults;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What jobs have cost, in groups and in all. */
public record Account(List<By> by, List<AccountLine> lines, AccountLine all) {
  public Account {
    by = List.copyOf(by);
    lines = List.copyOf(lines);
  }

  /** Of these jobs. */
  public static Account of(List<Job> jobs, List<By> by) {
    Map<List<String>, AccountLine> lines = new LinkedHashMap<>();
    AccountLine all = AccountLine.empty(by.stream().map(_ -> "all").toList());
    for (Job job : jobs) {
      Map<String, @Nullable Object> results = StoredResults.fields(job.storedResults());
      Spending spending = spending(job, results);
      BigDecimal cpu = number(results.get("cpu_seconds"));
      BigDecimal memory = number(results.get("peak_memory_bytes"));
      Long peak = memory == null ? null : memory.longValue();
      all = all.and(spending.total(), cpu, peak, spending.units());
      if (by.contains(By.MODEL)) {
        // What a machine and a table were used for is no model's.
        models(spending)
            .forEach((model, sum) -> add(lines, keys(by, job, model), sum, Units.NONE, null, null));
      } else {
        add(lines, keys(by, job, ""), spending.total(), spending.units(), cpu, peak);
      }
    }
    List<AccountLine> sorted = new ArrayList<>(lines.values());
    sorted.sort(Comparator.comparing(line -> String.join("\u0000", line.keys())));
    return new Account(by, sorted, all);
  }

  private static void add(
      Map<List<String>, AccountLine> lines,
      List<String> keys,
      Sum said,
      Units units,
      @Nullable BigDecimal cpu,
      @Nullable Long memory) {
    lines.put(
        keys, lines.getOrDefault(keys, AccountLine.empty(keys)).and(said, cpu, memory, units));
  }

  private static SortedMap<String, Sum> models(Spending spending) {
    return spending.isReported() ? spending.models() : new TreeMap<>(Map.of("", Sum.NONE));
  }

  private static List<String> keys(List<By> by, Job job, String model) {
    return by.stream().map(each -> each.of(job, model)).toList();
  }

  /** The row knows more than the results, which may be a script's, or written by an operator. */
  private static Spending spending(Job job, Map<String, @Nullable Object> results) {
    Spending kept = SpendingText.read(job.marks().spent());
    return kept.equals(Spending.NONE) ? SpendingText.of(results.get(SpendingText.RECEIPT)) : kept;
  }

  private static @Nullable BigDecimal number(@Nullable Object value) {
    try {
      BigDecimal number = value instanceof Number ? new BigDecimal(value.toString()) : null;
      return number == null || number.signum() < 0 ? null : number;
    } catch (NumberFormatException notFinite) {
      return null;
    }
  }
}
