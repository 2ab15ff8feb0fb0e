package delphi.jobs.store.row;

import org.jspecify.annotations.Nullable;

/** What must be true of a row for a change to be made. */
public sealed interface Condition {
  /** The attribute is there and is this, type and all; numbers are compared by their value. */
  record Equal(String name, Attribute value) implements Condition {}

  /** The attribute is not there. */
  record Absent(String name) implements Condition {}

  /** The attribute is a text that does not come after this one, or it is not there. */
  record NotAfter(String name, String text) implements Condition {}

  /** Whether it is true of a row; a row that does not exist has no attributes. */
  default boolean holdsFor(@Nullable Row row) {
    return switch (this) {
      case Equal(String name, Attribute value) -> row != null && isEqual(value, row.get(name));
      case Absent(String name) -> row == null || row.get(name) == null;
      case NotAfter(String name, String text) ->
          row == null || row.get(name) == null || isNotAfter(text, row.get(name));
    };
  }

  private static boolean isNotAfter(String text, @Nullable Attribute stored) {
    return stored instanceof Attribute.Text(String found) && found.compareTo(text) <= 0;
  }

  /** A row may hold {@code 1.0} or {@code 1E0}: to DynamoDB both are 1. */
  private static boolean isEqual(Attribute value, @Nullable Attribute stored) {
    if (value instanceof Attribute.Num wanted && stored instanceof Attribute.Num found) {
      return wanted.value().equals(found.value())
          || (wanted.isWhole()
              && found.isWhole()
              && wanted.decimal().compareTo(found.decimal()) == 0);
    }
    return value.equals(stored);
  }
}
