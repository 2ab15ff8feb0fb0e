package delphi.jobs.web;

import delphi.jobs.desk.PlainJson;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row as it is shown over HTTP. */
public final class RowFields {
  private static final String HIDDEN = "(not shown)";

  private RowFields() {}

  /**
   * Every attribute, but for the values of its variables: they may be secrets, and a browser is not
   * the place for them.
   */
  public static Map<String, @Nullable Object> of(Row row) {
    Map<String, @Nullable Object> fields = PlainJson.object(row);
    if (fields.get(Name.ENVIRONMENT) instanceof Map<?, ?> variables) {
      Map<String, @Nullable Object> names = new LinkedHashMap<>();
      variables.keySet().forEach(name -> names.put(String.valueOf(name), HIDDEN));
      fields.put(Name.ENVIRONMENT, names);
    } else if (fields.containsKey(Name.ENVIRONMENT)) {
      fields.put(Name.ENVIRONMENT, HIDDEN);
    }
    return fields;
  }
}
