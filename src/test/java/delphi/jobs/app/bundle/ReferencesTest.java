package delphi.jobs.app.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReferencesTest {
  private static final Map<String, String> HERE = Map.of("HOME", "/root", "PRICE", "$5\\");

  @Test
  void namesGetTheirValues() {
    assertThat(References.resolved("--to=${HOME}/x for ${PRICE}", HERE))
        .isEqualTo("--to=/root/x for $5\\");
    assertThat(References.resolved(Map.of("A", "${HOME}", "B", "${GONE}", "C", "c"), HERE))
        .isEqualTo(Map.of("A", "/root", "C", "c"));
  }

  @Test
  void whatIsMissingIsNamedOnce() {
    assertThat(References.missing(List.of("${B} ${A}", "${HOME}", "${A}", "$C ${}"), HERE))
        .containsExactly("A", "B");
  }
}
