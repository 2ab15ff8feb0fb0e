package delphi.jobs.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {
  @Test
  void logsOfOneKindShareAFingerprintAndNoOthersDo() {
    Map<String, Sample> byFingerprint = new HashMap<>();
    Map<String, String> byGroup = new HashMap<>();
    for (Sample sample : samples()) {
      Diagnosis found = sample.diagnosis();
      if (found.line() == null) {
        continue;
      }
      String group = sample.same() == null ? sample.name() : sample.same();
      Sample other = byFingerprint.putIfAbsent(found.fingerprint(), sample);
      String otherGroup =
          other == null ? group : other.same() == null ? other.name() : other.same();
      assertThat(group).as(sample.name() + " and " + other).isEqualTo(otherGroup);
      String expected = byGroup.putIfAbsent(group, found.fingerprint());
      assertThat(found.fingerprint())
          .as(sample.name())
          .isEqualTo(expected == null ? found.fingerprint() : expected);
    }
    assertThat(byFingerprint.keySet()).allMatch(each -> each.matches("[0-9a-f]{8}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "job 0b8f6c1e-7a1c-4c1e-9a51-0d4d8a9a1c11 at 0x7f12ab34cd56 | job # at #",
        "line 12 of 40,000 in layer_0 | line # of #,# in layer_#",
        "no file /tmp/tmpk3j2h1/parts/7: gone | no file <temporary>: gone",
        "no file /var/folders/x1/T/a.json' | no file <temporary>'",
        "key **************** of sk-ant | key * of sk-ant",
        "request req_011CSHoEeqs5C35K2UUqR7Fy failed | request # failed",
        "bed and added stay, deadbeef too, 9f1c2a not | bed and added stay, deadbeef too, # not",
        "a   b | a b",
      })
  void whatDiffersFromRunToRunCountsAsTheSame(String line, String normal) {
    assertThat(Fingerprint.normal(line)).isEqualTo(normal);
  }

  private static List<Sample> samples() {
    return Stream.of("known", "held-out", "unseen").map(Sample::all).flatMap(List::stream).toList();
  }
}
