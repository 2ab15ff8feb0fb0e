package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.Share;
import delphi.jobs.job.Unreadable;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.RowReader;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which conversations belong to a part of all, for ever and everywhere. */
class ShareTest {
  private static final int MANY = 20_000;

  @ParameterizedTest
  @CsvSource({"42,450,false", "42,451,true", "36432,132,false", "36432,133,true"})
  void aPlaceIsThatOfTheDocumentedHash(String conversation, int thousandths, boolean covered) {
    assertThat(new Share(thousandths).covers(conversation)).isEqualTo(covered);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 100, 500})
  void aShareIsAboutThatPartAndALargerOneHoldsIt(int thousandths) {
    Share share = new Share(thousandths);
    List<String> covered =
        IntStream.range(0, MANY).mapToObj(Integer::toString).filter(share::covers).toList();

    // Six standard deviations of a fair coin: a hash is no coin, so this never changes.
    double expected = MANY * thousandths / 1_000.0;
    assertThat((double) covered.size())
        .isBetween(expected - 6 * Math.sqrt(expected), expected + 6 * Math.sqrt(expected));
    assertThat(covered).allMatch(new Share(thousandths + 1)::covers);
  }

  @Test
  void everythingBelongsToTheWhole() {
    assertThat(Share.ALL.covers(new Unreadable("x", "PENDING", null, List.of("odd")))).isTrue();
    assertThat(IntStream.range(0, MANY).mapToObj(Integer::toString).allMatch(Share.ALL::covers))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1_001, -5})
  void whatIsNoPartIsRefused(int thousandths) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Share(thousandths));
  }

  @Test
  void aCheckGoesWithTheConversationOfItsRoot() {
    ARow root = ARow.pending("root");
    ARow check =
        ARow.pending("batch_check_root_1763770805").text("job_type", "AWAITING_NARRATIVE_BATCH");

    for (int conversation = 0; conversation < 200; conversation++) {
      Share share = new Share(300);
      String id = Integer.toString(conversation);
      assertThat(share.covers(job(check.text("conversation_id", id))))
          .isEqualTo(share.covers(job(root.text("conversation_id", id))));
    }
  }

  @Test
  void aRowThatTellsNoConversationGoesByItsId() {
    Share share = new Share(451);

    assertThat(share.covers(new Unreadable("42", "PENDING", null, List.of("odd")))).isTrue();
    assertThat(new Share(450).covers(new Unreadable("42", "PENDING", null, List.of("odd"))))
        .isFalse();
  }

  @Test
  void aJobThatWasBegunIsSeenThroughWhateverTheShareIs() {
    TypeFilter none = new TypeFilter(Set.of(), Set.of(), new Share(450));
    ARow row = ARow.pending("j");
    ARow parked =
        row.text("status", "PROCESSING")
            .text("phase", "PARKED")
            .text("lock_expires_at", "2026-11-22T12:00:00.000000+00:00");

    assertThat(none.takes(job(row))).isFalse();
    assertThat(none.takes(job(parked))).isTrue();
    assertThat(new TypeFilter(Set.of(new JobType("OTHER")), Set.of(), Share.ALL).takes(job(parked)))
        .isFalse();
  }

  private static Job job(ARow row) {
    return (Job) new RowReader(ZoneOffset.UTC).read(row.row());
  }
}
