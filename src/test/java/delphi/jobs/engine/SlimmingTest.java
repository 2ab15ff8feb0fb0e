package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.cost.SpendingText;
import delphi.jobs.job.ClaimId;
import delphi.jobs.job.Ending;
import delphi.jobs.job.Fence;
import delphi.jobs.job.LogEntry;
import delphi.jobs.job.LogTail;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Results;
import delphi.jobs.job.Status;
import delphi.jobs.job.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What an end gives up for a row that is full, and in which order. */
class SlimmingTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final String SPENT = "{\"write_units\":12.0}";

  @Test
  void whatWasSpentIsGivenUpLast() {
    LogTail log = LogTail.EMPTY.plus(List.of(new LogEntry(NOON, LogEntry.Level.INFO, "a line")));
    Map<String, String> set = Map.of(SpendingText.ATTRIBUTE, SPENT, "stage", "x".repeat(99));
    Fence fence = new Fence("a", 1, new ClaimId(1, new UUID(1, 2)), Status.PROCESSING);
    Results results = Results.failure("e".repeat(999)).with("cost", Map.of("write_units", 12.0));
    List<Transition.Noted> forms = new ArrayList<>();
    Optional<Transition.Noted> next =
        Optional.of(
            new Transition.Complete(
                fence, Ending.FAILED, results, new Notes(log, null, set, true), NOON));
    while (next.isPresent()) {
      forms.add(next.get());
      next = Slimming.of(next.get());
    }

    assertThat(forms).hasSizeBetween(4, 6);
    assertThat(forms.subList(0, forms.size() - 1))
        .allMatch(form -> SPENT.equals(form.notes().set().get(SpendingText.ATTRIBUTE)));
    assertThat(forms.get(forms.size() - 2).notes().set()).containsOnlyKeys(SpendingText.ATTRIBUTE);
    assertThat(forms.getLast().notes()).isEqualTo(new Notes(LogTail.GONE, null, Map.of(), true));
  }
}
