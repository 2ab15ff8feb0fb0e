package delphi.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Condition;
import delphi.jobs.store.row.Removal;
import delphi.jobs.store.row.Removed;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.Table;
import delphi.jobs.store.row.Written;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every adapter must do when a row is to go; its test extends this. */
public abstract class RemovalContract {
  private final String id = "job-" + UUID.randomUUID();

  protected abstract Table table();

  protected abstract Removal removal();

  @Test
  void aRowThatIsAsItWasSeenGoes() {
    Row seen = put(ofEveryType());

    assertThat(removal().remove(seen)).isEqualTo(new Removed.Done());

    assertThat(table().get(id)).isEmpty();
  }

  @Test
  void aRowThatIsGoneIsToldAsThat() {
    Row seen = put(ARow.pending(id));
    removal().remove(seen);

    assertThat(removal().remove(seen)).isEqualTo(new Removed.Gone());
  }

  @Test
  void aRowOfWhichAnythingHasChangedStays() {
    Row seen = put(ofEveryType());
    for (String name : seen.attributes().keySet()) {
      if (!name.equals("job_id")) {
        Attribute before = seen.attributes().get(name);
        // Keys of an index keep their types.
        set(
            name,
            before instanceof Attribute.Num
                ? new Attribute.Num(77_777)
                : new Attribute.Text("another"));

        assertThat(removal().remove(seen)).as(name).isEqualTo(new Removed.Changed());

        set(name, before);
      }
    }
    assertThat(table().get(id)).contains(seen);
    assertThat(removal().remove(seen)).isEqualTo(new Removed.Done());
  }

  @Test
  void aRowThatHasLostSomethingStays() {
    Row seen = put(ofEveryType());
    write(Map.of(), Set.of("conversation_id"));

    assertThat(removal().remove(seen)).isEqualTo(new Removed.Changed());
  }

  private ARow ofEveryType() {
    return ARow.pending(id)
        .number("attempt", 3)
        .with("bool", new Attribute.Bool(true))
        .with("null", new Attribute.Null())
        .with("bytes", new Attribute.Binary(ByteBuffer.wrap(new byte[] {1, 0, -1})))
        .with("list", new Attribute.ListOf(List.of(new Attribute.Num("1.50"))))
        .with("map", new Attribute.MapOf(Map.of("k", new Attribute.Text("v"))))
        .with("set", new Attribute.TextSet(List.of("a")));
  }

  /** As it is read, which may be in other words than it was written. */
  private Row put(ARow row) {
    assertThat(table().write(Change.insert(row.row()))).isInstanceOf(Written.Done.class);
    return table().get(id).orElseThrow();
  }

  private void set(String name, Attribute value) {
    write(Map.of(name, value), Set.of());
  }

  private void write(Map<String, Attribute> set, Set<String> remove) {
    Condition there = new Condition.Equal("job_id", new Attribute.Text(id));
    assertThat(table().write(new Change(id, List.of(there), set, remove)))
        .isInstanceOf(Written.Done.class);
  }
}
