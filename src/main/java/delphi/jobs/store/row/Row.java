package delphi.jobs.store.row;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row of the table with all its attributes, ours and everybody else's. */
public record Row(Map<String, Attribute> attributes) {
  public Row {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  public @Nullable Attribute get(String name) {
    return attributes.get(name);
  }

  /** The attribute if it is a text. */
  public Optional<String> text(String name) {
    return attributes.get(name) instanceof Attribute.Text text
        ? Optional.of(text.value())
        : Optional.empty();
  }

  /** The attribute if it is a time as {@link Instant} writes it, which is how we note when. */
  public Optional<Instant> instant(String name) {
    try {
      return text(name).map(Instant::parse);
    } catch (DateTimeException other) {
      return Optional.empty();
    }
  }

  /** The key of the table of jobs. */
  public String jobId() {
    return text(Name.JOB_ID).orElse("");
  }
}
