package delphi.jobs.store.row;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One conditional write of one row. Attributes that it does not name stay untouched; a row that
 * does not exist is made if the conditions allow it.
 *
 * @param set the new values, in the order in which they are written
 * @param remove attributes that go
 */
public record Change(
    String jobId, List<Condition> conditions, Map<String, Attribute> set, Set<String> remove) {
  public Change {
    conditions = List.copyOf(conditions);
    set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
    remove = Collections.unmodifiableSet(new TreeSet<>(remove));
    if (conditions.isEmpty()) {
      throw new IllegalArgumentException("no write of a job is unconditional");
    }
    if (!Collections.disjoint(set.keySet(), remove)) {
      throw new IllegalArgumentException("an attribute is either set or removed: " + remove);
    }
  }

  /** A new row, made only if there is none with its id. */
  public static Change insert(Row row) {
    return new Change(
        row.jobId(), List.of(new Condition.Absent(Name.JOB_ID)), row.attributes(), Set.of());
  }

  /** Whether this change may be made to that row; null means that there is none. */
  public boolean holdsFor(@Nullable Row row) {
    return conditions.stream().allMatch(condition -> condition.holdsFor(row));
  }

  /** The row after this change. */
  public Row appliedTo(@Nullable Row row) {
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    attributes.put(Name.JOB_ID, new Attribute.Text(jobId));
    if (row != null) {
      attributes.putAll(row.attributes());
    }
    remove.forEach(attributes::remove);
    attributes.putAll(set);
    return new Row(attributes);
  }
}
