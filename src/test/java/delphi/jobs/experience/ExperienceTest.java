package delphi.jobs.experience;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.JobType;
import delphi.jobs.store.memory.MemoryRegister;
import delphi.jobs.store.register.Kept;
import delphi.jobs.store.register.Register;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What pollers teach each other. */
class ExperienceTest {
  private static final JobType TYPE = JobType.FULL_PIPELINE;

  private final MemoryRegister register = new MemoryRegister();
  private final Experience experience = new Experience(register);

  @Test
  void whatOneLearnsTheOtherKnows() {
    assertThat(experience.of(TYPE)).isEqualTo(Usual.UNKNOWN);

    assertThat(experience.learn(TYPE, List.of(UsualTest.run(7)), Instant.EPOCH)).isTrue();

    assertThat(new Experience(register).of(TYPE).median()).isEqualTo(Duration.ofSeconds(7));
    assertThat(experience.of(JobType.NARRATIVE_BATCH)).isEqualTo(Usual.UNKNOWN);
  }

  @Test
  void ofTwoWhoLearnAtOnceBothCount() {
    Experience other = new Experience(new Late(register));

    assertThat(other.learn(TYPE, List.of(UsualTest.run(9)), Instant.EPOCH)).isTrue();

    assertThat(experience.of(TYPE).runs()).isEqualTo(2);
  }

  @Test
  void aTextOfALaterFormIsBegunAnew() {
    register.keep("experience#FULL_PIPELINE", null, "7 whatever", Instant.EPOCH);

    experience.learn(TYPE, List.of(UsualTest.run(7)), Instant.EPOCH);

    assertThat(experience.of(TYPE).runs()).isOne();
  }

  @Test
  void aTypeWithoutEndIsNotRemembered() {
    JobType endless = new JobType("T".repeat(300));

    assertThat(experience.learn(endless, List.of(UsualTest.run(7)), Instant.EPOCH)).isFalse();
    assertThat(experience.of(endless)).isEqualTo(Usual.UNKNOWN);
  }

  /** A register in which somebody writes between our first read and our write. */
  private static final class Late implements Register {
    private final Register inner;
    private boolean isFirst = true;

    Late(Register inner) {
      this.inner = inner;
    }

    @Override
    public Optional<String> find(String name) {
      return inner.find(name);
    }

    @Override
    public Kept keep(String name, @Nullable String seen, String text, Instant expiresAt) {
      if (isFirst) {
        isFirst = false;
        new Experience(inner).learn(TYPE, List.of(UsualTest.run(5)), Instant.EPOCH);
      }
      return inner.keep(name, seen, text, expiresAt);
    }
  }
}
