package delphi.jobs.migration;

import delphi.jobs.job.Reading;
import delphi.jobs.job.Unreadable;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Row;

/** How settings or variables lie in a row (CONTRACT §2). */
public enum TreeForm {
  ABSENT("absent"),
  JSON_TEXT("JSON text"),
  MAP("a map"),
  /** Of another type, or a text that is no JSON. */
  BROKEN("broken");

  private final String words;

  TreeForm(String words) {
    this.words = words;
  }

  static TreeForm of(Row row, String name, Reading reading) {
    boolean isRefused =
        reading instanceof Unreadable unreadable
            && unreadable.problems().stream().anyMatch(problem -> problem.startsWith(name + " "));
    if (isRefused) {
      return BROKEN;
    }
    return switch (row.get(name)) {
      case null -> ABSENT;
      case Attribute.Null() -> ABSENT;
      case Attribute.Text(String text) -> text.isBlank() ? ABSENT : JSON_TEXT;
      case Attribute.MapOf _ -> MAP;
      default -> BROKEN;
    };
  }

  @Override
  public String toString() {
    return words;
  }
}
