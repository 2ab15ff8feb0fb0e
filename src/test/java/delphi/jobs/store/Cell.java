package delphi.jobs.store;

import delphi.jobs.store.Trial.Asking;
import delphi.jobs.store.row.Row;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;

/** One request in one trouble: what is true before, in it, and afterwards. */
final class Cell {
  private final Trial trial;
  private final Trouble trouble;
  private final TableUnderTest table;
  private final Asking asking;
  private final Optional<Row> before;
  private Optional<Row> after = Optional.empty();

  /**
   * Makes its row ready.
   *
   * @param table without the trouble
   */
  Cell(Trial trial, Trouble trouble, TableUnderTest table) {
    this.trial = trial;
    this.trouble = trouble;
    this.table = table;
    this.asking = trial.preparation().prepare(table, jobId());
    this.before = row();
  }

  Told ask(JobStore store) {
    return asking.ask(store);
  }

  /** Holds what was told while it went wrong against what is there. */
  void checkInTrouble(Told told, SoftAssertions softly) {
    after = row();
    softly.assertThat(told.word()).as(this + ": told").isEqualTo(trouble.told(trial.truth()));
    softly
        .assertThat(!after.equals(before))
        .as(this + ": the row has changed")
        .isEqualTo(changes() && trouble.isDone());
    checkFound(told, softly);
  }

  /** Holds what the same request is told when nothing goes wrong any more against what is there. */
  void checkAfterwards(Told told, SoftAssertions softly) {
    Optional<Row> end = row();
    softly.assertThat(told.word()).as(this + ": told afterwards").isEqualTo(trial.truth());
    softly
        .assertThat(!end.equals(before))
        .as(this + ": the row has changed in the end")
        .isEqualTo(changes());
    if (!after.equals(before)) {
      softly.assertThat(end).as(this + ": changed once").isEqualTo(after);
    }
    checkFound(told, softly);
  }

  @Override
  public String toString() {
    return trial.name() + " (" + trouble + ")";
  }

  /** Whoever is told of a row is told of the row that is there. */
  private void checkFound(Told told, SoftAssertions softly) {
    switch (told.word()) {
      case DONE, NOT_DONE ->
          softly.assertThat(told.found()).as(this + ": told of").isEqualTo(found());
      case UNCLEAR, REFUSED -> softly.assertThat(told.found()).as(this + ": told of").isNull();
    }
  }

  private @Nullable Object found() {
    return trial.isRead()
        ? asking.ask(table.store()).found()
        : table.store().find(jobId()).orElse(null);
  }

  private boolean changes() {
    return !trial.isRead() && trial.truth() == Told.Word.DONE;
  }

  private Optional<Row> row() {
    return table.table().get(jobId());
  }

  private String jobId() {
    return toString();
  }
}
