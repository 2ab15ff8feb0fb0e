package delphi.jobs.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is known gives one reason; all of them are reached, worded and described. */
class ExplainerTest {
  private static final Path SENTENCES =
      Path.of("src/test/resources/delphi/jobs/explain/reasons.txt");
  private static final Path PAGE = Path.of("docs/REASONS.md");
  private static final Pattern ANCHOR = Pattern.compile("(?m)^### `([a-z_]+)`$");

  static List<Cases.Case> cases() {
    return Cases.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatIsKnownGivesOneReason(Cases.Case each) {
    Explanation why = Explainer.explain(each.facts());

    assertThat(why.reason()).isEqualTo(each.reason());
    assertThat(why.jobId()).isEqualTo(each.facts().jobId());
    assertThat(why.summary()).endsWith(".").doesNotContain("null").doesNotContain("..");
  }

  @Test
  void everyReasonCanBeReached() {
    assertThat(Cases.all().stream().map(Cases.Case::reason).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(Reason.values())
        .hasSizeGreaterThanOrEqualTo(35);
  }

  @Test
  void whatNeedsAPersonSaysWhatToType() {
    assertThat(Cases.all())
        .map(each -> Explainer.explain(each.facts()))
        .filteredOn(why -> why.reason().severity() == Severity.STUCK)
        .allSatisfy(why -> assertThat(why.next()).as(why.reason().code()).startsWith("delphi "));
  }

  @Test
  void allSentencesAreAsTheSnapshotSays() throws IOException {
    String all =
        Cases.all().stream()
            .map(each -> lines(Explainer.explain(each.facts())))
            .collect(Collectors.joining("\n"));
    if ("write".equals(System.getProperty("snapshots"))) {
      Files.writeString(SENTENCES, all);
    }
    assertThat(all).isEqualTo(Files.readString(SENTENCES));
  }

  @Test
  void everyReasonHasItsEntryInTheDocumentationAndNoOtherIsThere() throws IOException {
    List<String> anchors =
        ANCHOR
            .matcher(Files.readString(PAGE))
            .results()
            .map((MatchResult r) -> r.group(1))
            .toList();

    assertThat(anchors)
        .containsExactlyElementsOf(Stream.of(Reason.values()).map(Reason::code).toList());
  }

  private static String lines(Explanation why) {
    String evidence =
        why.evidence().stream()
            .map(each -> "  " + each.name() + ": " + each.value() + "\n")
            .collect(Collectors.joining());
    return why.reason().code()
        + " ("
        + why.reason().severity().word()
        + ", "
        + why.status()
        + ")\n  "
        + why.summary()
        + "\n"
        + evidence
        + "  next: "
        + why.next()
        + "\n";
  }
}
