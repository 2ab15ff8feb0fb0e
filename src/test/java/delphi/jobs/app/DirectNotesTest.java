package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.store.chronicle.Chronicle;
import delphi.jobs.store.chronicle.Happened;
import delphi.jobs.store.chronicle.Noted;
import delphi.jobs.store.chronicle.PackedPage;
import delphi.jobs.store.memory.MemoryChronicle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DirectNotesTest {
  private static final Duration KEEP = Duration.ofDays(30);

  private final List<String> said = new ArrayList<>();

  @Test
  void whatIsNotedIsThereAtOnceAndKeptForAWhile() {
    MemoryChronicle chronicle = new MemoryChronicle();

    new DirectNotes(chronicle, KEEP, () -> Cli.START, said::add).note("j", Happened.submitted());

    assertThat(chronicle.of("j")).containsExactly(Happened.submitted());
    assertThat(chronicle.pages("j", 1).getFirst().expiresAt()).isEqualTo(Cli.START.plus(KEEP));
    assertThat(said).isEmpty();
  }

  @Test
  void whatCannotBeWrittenIsSaidOnceAndFailsNothing() {
    DirectNotes notes = new DirectNotes(new Refusing(), KEEP, () -> Cli.START, said::add);

    notes.note("a", Happened.submitted());
    notes.note("b", Happened.submitted());

    assertThat(said)
        .containsExactly(
            "done, but not written into the history of jobs: there is no such table. Make it.");
  }

  /** Takes nothing. */
  private record Refusing() implements Chronicle {
    @Override
    public Noted add(PackedPage page) {
      return new Noted.Refused("there is no such table", "Make it.");
    }

    @Override
    public List<PackedPage> pages(String jobId, int limit) {
      return List.of();
    }
  }
}
