package delphi.jobs.store.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows of every writer and dialect, read as they are meant. */
class RowFixtureTest {
  private static final int AT_LEAST = 60;

  private final RowReader reader = new RowReader(ZoneId.of("America/Los_Angeles"));

  static Stream<RowFixture> fixtures() {
    return RowFixture.all().stream();
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void aRowIsReadAsItIsMeant(RowFixture fixture) {
    assertThat(ReadingSummary.of(reader.read(fixture.row()))).isEqualTo(fixture.reads());
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void aRowSurvivesItsJsonForm(RowFixture fixture) {
    String json = AttributeJson.write(fixture.row());

    assertThat(AttributeJson.readRow(json)).isEqualTo(fixture.row());
    assertThat(AttributeJson.write(AttributeJson.readRow(json))).isEqualTo(json);
  }

  @Test
  void thereAreEnoughAndEachHasAnIdOfItsOwn() {
    List<RowFixture> all = RowFixture.all();

    assertThat(all).hasSizeGreaterThanOrEqualTo(AT_LEAST);
    assertThat(all).extracting(fixture -> fixture.row().jobId()).doesNotHaveDuplicates();
    assertThat(all).extracting(RowFixture::name).doesNotHaveDuplicates();
  }
}
