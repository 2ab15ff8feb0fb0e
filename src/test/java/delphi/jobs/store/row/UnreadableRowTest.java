package delphi.jobs.store.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import delphi.jobs.job.Unreadable;
import java.nio.ByteBuffer;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps a row from being run, and how that is said. */
class UnreadableRowTest {
  private final RowReader reader = new RowReader(ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "job_id | missing; expected is a text.",
        "status | missing; expected is a text.",
        "job_type | missing; expected is a text.",
        "conversation_id | missing; expected is a text.",
      })
  void aMissingAttributeIsNamed(String name, String said) {
    assertThat(problems(ARow.pending("j1").without(name))).containsExactly(name + " is " + said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "status | pending | the text 'pending'; expected is one of [PENDING, PROCESSING, COMPLETED,"
            + " FAILED, AWAITING_RECHECK, LOCKED_FOR_CHECKING, CANCELLED].",
        "status | '' | the text ''; expected is a text.",
        "job_type | '  ' | the text '  '; expected is a text.",
        "conversation_id | '' | the text ''; expected is a text.",
        "timeout_seconds | soon | the text 'soon'; expected is a whole number from 1 to 1000000000.",
        "timeout_seconds | -5 | the text '-5'; expected is a whole number from 1 to 1000000000.",
        "timeout_seconds | 0 | the text '0'; expected is a whole number from 1 to 1000000000.",
        "version | 3 | the text '3'; expected is a whole number.",
        "version | '' | the text ''; expected is a whole number.",
        "job_config | {\"a\":1 | a text that is not JSON from character 7 on; expected is a map or"
            + " the JSON text of one.",
        "job_config | {} {} | a text that is not JSON from character 4 on; expected is a map or the"
            + " JSON text of one.",
        "job_config | [] | JSON text of a list of 0; expected is a map or the JSON text of one.",
        "job_config | 7 | JSON text of a plain value; expected is a map or the JSON text of one.",
        "job_config | null | JSON text of null; expected is a map or the JSON text of" + " one.",
        "job_config | {\"a\":1e99999999999} | JSON text with a number that no computer takes; expected"
            + " is a map or the JSON text of one.",
        "environment | {'A':1} | a text that is not JSON from character 2 on; expected is a map or"
            + " the JSON text of one.",
        "environment | \"A=1\" | JSON text of a plain value; expected is a map or the JSON text of"
            + " one.",
      })
  void aTextThatCannotBeMeantIsShown(String name, String value, String said) {
    assertThat(problems(ARow.pending("j1").text(name, value)))
        .containsExactly(name + " is " + said);
  }

  @ParameterizedTest
  @CsvSource({
    "timeout_seconds, 0",
    "timeout_seconds, -3600",
    "timeout_seconds, 1.5",
    "timeout_seconds, 1000000001",
    "timeout_seconds, 1E+37",
    "version, 1.5",
    "version, 9223372036854775807",
    "version, 99999999999999999999",
    "version, 1E-37",
    "conversation_id, 42",
    "job_type, 1",
    "batch_id, 1",
    "batch_job_id, 1",
    "environment, 1",
    "job_config, 1"
  })
  void aNumberThatCannotBeMeantIsShown(String name, String number) {
    assertThat(problems(ARow.pending("j1").with(name, new Attribute.Num(number))))
        .singleElement()
        .asString()
        .startsWith(name + " is the number " + number + "; expected is ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        Name.VERSION,
        Name.JOB_TYPE,
        Name.CONVERSATION_ID,
        Name.TIMEOUT_SECONDS,
        Name.JOB_CONFIG,
        Name.ENVIRONMENT,
        Name.BATCH_ID,
        Name.BATCH_JOB_ID,
        Name.STATUS,
        Name.JOB_ID
      })
  void aListWhereSomethingElseBelongsIsNamed(String name) {
    Attribute list = new Attribute.ListOf(List.of(new Attribute.Null()));

    assertThat(problems(ARow.pending("j1").with(name, list)))
        .singleElement()
        .asString()
        .startsWith(name + " is a list of 1; expected is ");
  }

  @Test
  void aVariableThatIsNoPlainValueIsNamedWithoutItsContent() {
    ARow row =
        ARow.pending("j1").text(Name.ENVIRONMENT, "{\"API_KEY\":[\"hunter2\"],\"OK\":\"hunter3\"}");

    assertThat(problems(row))
        .containsExactly("environment 'API_KEY' is a list or a map; expected is a text.");
  }

  @Test
  void aBrokenEnvironmentIsNotShown() {
    ARow row = ARow.pending("j1").text(Name.ENVIRONMENT, "{\"API_KEY\":\"hunter2\"");

    assertThat(problems(row)).singleElement().asString().doesNotContain("hunter2");
  }

  @Test
  void everyProblemIsTold() {
    ARow row = ARow.pending("j1").without(Name.CONVERSATION_ID).text(Name.TIMEOUT_SECONDS, "soon");

    assertThat(problems(row)).hasSize(2);
  }

  @Test
  void whatIsShownIsShortAndOnOneLine() {
    String evil = "\u001b[31m\r\n\u202e\ud800" + "x".repeat(500);
    String problem = problems(ARow.pending("j1").text(Name.STATUS, evil)).getFirst();

    assertThat(problem).startsWith("status is the text '�[31m����xxx").contains("xxx…'");
    assertThat(problem.indexOf('…')).isLessThan(100);
  }

  @Test
  void theVersionIsKeptAsStoredWhateverItsType() {
    Map<String, Attribute> versions =
        Map.of(
            "{\"S\":\"two\"}", new Attribute.Text("two"),
            "{\"NULL\":true}", new Attribute.Null(),
            "{\"BOOL\":false}", new Attribute.Bool(false),
            "{\"B\":\"AQI=\"}", new Attribute.Binary(ByteBuffer.wrap(new byte[] {1, 2})),
            "{\"L\":[{\"N\":\"1\"}]}", new Attribute.ListOf(List.of(new Attribute.Num(1))),
            "{\"NS\":[\"1\",\"2\"]}", new Attribute.NumSet(List.of("1", "2")));

    versions.forEach((stored, version) ->
        assertThat(unreadable(ARow.pending("j1").with(Name.VERSION, version)).storedVersion())
            .isEqualTo(stored));
  }

  @Test
  void aReadableVersionAndTheStatusAreKeptForPuttingTheRowAside() {
    Unreadable row = unreadable(ARow.pending("j1").without(Name.CONVERSATION_ID));

    assertThat(row.id()).isEqualTo("j1");
    assertThat(row.status()).isEqualTo("PENDING");
    assertThat(row.storedVersion()).isEqualTo("{\"N\":\"1\"}");
    assertThat(unreadable(ARow.pending("j1").without(Name.VERSION).without(Name.STATUS)))
        .extracting(Unreadable::storedVersion, Unreadable::status)
        .containsExactly(null, "");
  }

  private List<String> problems(ARow row) {
    return unreadable(row).problems();
  }

  private Unreadable unreadable(ARow row) {
    return assertThat(reader.read(row.row())).asInstanceOf(type(Unreadable.class)).actual();
  }
}
