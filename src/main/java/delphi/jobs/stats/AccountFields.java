package delphi.jobs.stats;

import delphi.jobs.cost.SpendingText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An account as the fields of a JSON object; what nobody has said is null, and not zero. */
public final class AccountFields {
  private AccountFields() {}

  public static List<Map<String, @Nullable Object>> lines(Account account) {
    return account.lines().stream().map(line -> of(account.by(), line)).toList();
  }

  public static Map<String, @Nullable Object> all(Account account) {
    return of(List.of(), account.all());
  }

  private static Map<String, @Nullable Object> of(List<By> by, AccountLine line) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (int key = 0; key < by.size(); key++) {
      String value = line.keys().get(key);
      fields.put(by.get(key).word(), value.isEmpty() ? null : value);
    }
    fields.put("jobs", line.jobs());
    fields.put("reporting", line.reporting());
    fields.put("spent", line.spent().isReported() ? SpendingText.fields(line.spent()) : null);
    fields.put("cpu_seconds", line.cpuSeconds());
    fields.put("peak_memory_bytes", line.peakMemoryBytes());
    boolean isCounted = !line.units().isNone();
    fields.put("read_units", isCounted ? line.units().read() : null);
    fields.put("write_units", isCounted ? line.units().write() : null);
    return fields;
  }
}
