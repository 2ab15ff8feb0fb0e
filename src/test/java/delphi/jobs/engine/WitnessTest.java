package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.ClaimId;
import delphi.jobs.job.Ending;
import delphi.jobs.job.Failure;
import delphi.jobs.job.Fence;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Results;
import delphi.jobs.job.Status;
import delphi.jobs.job.Transition;
import delphi.jobs.store.memory.MemoryRegister;
import delphi.jobs.store.register.Sightings;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WitnessTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Results FAILED =
      Results.failure("Process exited with code 1")
          .with(Failure.NAME, new Failure("killed", null, 0, null, "ab12cd34").facts());

  private final MemoryRegister register = new MemoryRegister();

  @Test
  void aFailureThatIsWrittenIsCountedHoweverItIsWritten() {
    Witness.saw(
        new Transition.Complete(fence("a"), Ending.FAILED, FAILED, Notes.NONE, NOON),
        register,
        NOON);
    Witness.saw(new Transition.Hold(fence("b"), "held", FAILED, Notes.NONE, NOON), register, NOON);

    assertThat(new Sightings(register).find("ab12cd34"))
        .hasValueSatisfying(seen -> assertThat(seen.jobs()).isEqualTo(2));
  }

  @Test
  void anEndWithoutACauseOrARegisterIsNotCounted() {
    Results plain = Results.failure("cancelled");
    Transition.Complete end =
        new Transition.Complete(fence("a"), Ending.FAILED, plain, Notes.NONE, NOON);

    Witness.saw(end, register, NOON);
    Witness.saw(
        new Transition.Complete(fence("a"), Ending.FAILED, FAILED, Notes.NONE, NOON), null, NOON);

    assertThat(new Sightings(register).find("ab12cd34")).isEmpty();
  }

  private static Fence fence(String jobId) {
    return new Fence(jobId, 2, new ClaimId(2, new UUID(0, 1)), Status.PROCESSING);
  }
}
