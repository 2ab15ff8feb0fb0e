package delphi.jobs.store.row;

import org.jspecify.annotations.Nullable;

/** What must be true of a row for a change to be made. */
public sealed interface Condition {
  /** The attribute is there and is exactly this, type and all. */
  record Equal(String name, Attribute value) implements Condition {}

  /** The attribute is not there. */
  record Absent(String name) implements Condition {}

  /** Whether it is true of a row; a row that does not exist has no attributes. */
  default boolean holdsFor(@Nullable Row row) {
    return switch (this) {
      case Equal(String name, Attribute value) -> row != null && value.equals(row.get(name));
      case Absent(String name) -> row == null || row.get(name) == null;
    };
  }
}
