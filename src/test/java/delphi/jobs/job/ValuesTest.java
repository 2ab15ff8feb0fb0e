package delphi.jobs.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The small checks that the small values make when they are built. */
class ValuesTest {
  @Test
  void theNameOfATypeHasOneForm() {
    assertThat(new JobType(" full_pipeline ")).isEqualTo(JobType.FULL_PIPELINE);
    assertThat(JobType.FULL_PIPELINE).hasToString("FULL_PIPELINE");
    assertThatIllegalArgumentException().isThrownBy(() -> new JobType("  "));
  }

  @Test
  void typesAreOrderedByName() {
    assertThat(JobType.BATCH_STATUS_CHECK).isLessThan(JobType.FULL_PIPELINE);
  }

  @Test
  void aRequestIsForAConversation() {
    assertThatIllegalArgumentException().isThrownBy(() -> Request.forConversation(" "));
  }

  @Test
  void resultsAreFiledUnderTheReportElseTheConversation() {
    Request plain = Request.forConversation("42");
    Request withReport = new Request("42", "r7", Config.EMPTY, Map.of(), 50, 3, null);

    assertThat(plain.reportOrConversation()).isEqualTo("42");
    assertThat(withReport.reportOrConversation()).isEqualTo("r7");
  }

  @Test
  void aRequestKeepsItsOwnEnvironment() {
    Map<String, String> environment = new HashMap<>(Map.of("A", "1"));
    Request request = new Request("42", null, Config.EMPTY, environment, 50, 3, null);
    environment.put("B", "2");

    assertThat(request.environment()).isEqualTo(Map.of("A", "1"));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY})
  void progressLiesBetweenNothingAndAll(double done) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Progress(null, done));
  }

  @Test
  void progressKeepsWhatItDoesNotSay() {
    Progress earlier = new Progress("PCA", 0.2);

    assertThat(new Progress("UMAP", null).after(earlier)).isEqualTo(new Progress("UMAP", 0.2));
    assertThat(new Progress(null, 0.9).after(earlier)).isEqualTo(new Progress("PCA", 0.9));
    assertThat(new Progress(null, 0.9).after(null)).isEqualTo(new Progress(null, 0.9));
  }

  @Test
  void anUnreadableRowHasAProblem() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Unreadable("j1", "PENDING", null, List.of()));
  }

  @Test
  void aJobKeepsItsOwnOddities() {
    List<String> oddities = new ArrayList<>(List.of("odd"));
    Job job = Jobs.pending("j1", 1L, 0);
    Job odd =
        new Job(
            job.id(),
            job.type(),
            job.status(),
            job.request(),
            job.batch(),
            job.tenure(),
            job.history(),
            job.marks(),
            job.log(),
            null,
            oddities);
    oddities.clear();

    assertThat(odd.oddities()).containsExactly("odd");
  }

  @Test
  void notesCanDoWithLessLog() {
    LogEntry line = new LogEntry(null, LogEntry.Level.INFO, "line");
    Notes notes = new Notes(LogTail.EMPTY.plus(List.of(line, line)), null, Map.of("a", "b"), true);

    assertThat(notes.shrunk(1).log()).isEqualTo(new LogTail(List.of(line), 1));
    assertThat(notes.withoutLog()).isEqualTo(new Notes(null, null, Map.of("a", "b"), true));
    assertThat(Notes.NONE.shrunk(1)).isEqualTo(Notes.NONE);
  }
}
