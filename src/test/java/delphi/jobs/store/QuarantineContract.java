package delphi.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import delphi.jobs.job.State;
import delphi.jobs.job.Status;
import delphi.jobs.job.Transition;
import delphi.jobs.job.Unreadable;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A waiting row that cannot be read is put aside, whatever its version is. */
public interface QuarantineContract extends TableUnderTest {
  @Test
  default void aVersionOfAnyTypeIsComparedAsItIsStored() {
    List<Attribute> versions =
        List.of(
            new Attribute.Text("two"),
            new Attribute.Text(""),
            new Attribute.Num("1.5"),
            new Attribute.Num("12345678901234567890123456789"),
            new Attribute.Bool(true),
            new Attribute.Null(),
            new Attribute.Binary(ByteBuffer.wrap(new byte[] {1})),
            new Attribute.ListOf(List.of(new Attribute.Num(1), new Attribute.Null())),
            new Attribute.MapOf(Map.of("v", new Attribute.Num(1))),
            new Attribute.TextSet(List.of("1")),
            new Attribute.NumSet(List.of("1")),
            new Attribute.BinarySet(List.of(ByteBuffer.wrap(new byte[] {1}))));
    for (int i = 0; i < versions.size(); i++) {
      String id = "j" + i;
      put(ARow.pending(id).with(Name.VERSION, versions.get(i)));
      Transition quarantine = new Transition.Quarantine(unreadable(id), NOON);
      script(id, Map.of(Name.VERSION, new Attribute.Text("somebody else was here")));
      assertThat(store().apply(quarantine)).as(id).isInstanceOf(Answer.Stale.class);

      script(id, Map.of(Name.VERSION, versions.get(i)));
      assertThat(store().apply(quarantine)).as(id).isInstanceOf(Answer.Applied.class);
      assertThat(row(id).get(Name.VERSION)).as(id).isEqualTo(new Attribute.Num(1));
      assertThat(job(id).state()).isEqualTo(State.QUARANTINED);
    }
  }

  @Test
  default void aRowWithoutAVersionIsPutAside() {
    put(ARow.pending("j1").without(Name.VERSION).without(Name.CONVERSATION_ID));

    quarantine("j1");

    assertThat(row("j1").get(Name.VERSION)).isEqualTo(new Attribute.Num(1));
  }

  @Test
  default void whatIsWrongIsInTheRowInWords() {
    put(ARow.pending("j1").without(Name.CONVERSATION_ID).text(Name.JOB_CONFIG, "{"));

    quarantine("j1");

    Row row = row("j1");
    assertThat(row.text(Name.STATUS)).contains("FAILED");
    assertThat(row.text(Name.PHASE)).contains("QUARANTINED");
    assertThat(row.text(Name.LAST_ERROR).orElseThrow())
        .contains("conversation_id is missing", "job_config is a text that is not JSON");
    assertThat(row.text(Name.JOB_RESULTS).orElseThrow())
        .contains("\"result_type\":\"FAILURE\"", "This row cannot be run as a job.");
    assertThat(row.text(Name.JOB_CONFIG)).as("the evidence stays").contains("{");
  }

  @Test
  default void aRowThatSomebodyHasMendedSinceIsLeftAlone() {
    put(ARow.pending("j1").with(Name.VERSION, new Attribute.Text("two")));
    Transition quarantine = new Transition.Quarantine(unreadable("j1"), NOON);
    script("j1", Map.of(Name.VERSION, new Attribute.Num(2)));

    assertThat(store().apply(quarantine)).isEqualTo(new Answer.Stale(job("j1")));
    assertThat(job("j1").state()).isEqualTo(State.PENDING);
  }

  @Test
  default void itIsNoLongerAmongTheWaiting() {
    put(ARow.pending("j1").without(Name.CONVERSATION_ID));
    put(ARow.pending("j2"));

    quarantine("j1");

    assertThat(store().waiting(Status.PENDING, null, 10).readings())
        .singleElement()
        .isEqualTo(job("j2"));
  }

  private void quarantine(String id) {
    Transition quarantine = new Transition.Quarantine(unreadable(id), NOON);
    assertThat(store().apply(quarantine)).isInstanceOf(Answer.Applied.class);
  }

  private Unreadable unreadable(String id) {
    return assertThat(store().find(id).orElseThrow()).asInstanceOf(type(Unreadable.class)).actual();
  }
}
