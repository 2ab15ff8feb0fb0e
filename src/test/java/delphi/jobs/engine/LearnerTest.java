package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.experience.Experience;
import delphi.jobs.experience.Run;
import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.handler.StatementReader;
import delphi.jobs.job.JobType;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.TableJobStore;
import delphi.jobs.store.memory.MemoryRegister;
import delphi.jobs.store.memory.MemorySpool;
import delphi.jobs.store.memory.MemoryTable;
import delphi.jobs.store.register.Kept;
import delphi.jobs.store.register.Register;
import delphi.jobs.store.row.RowReader;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What pollers remember of their runs. */
class LearnerTest {
  private static final JobType TYPE = PlainHandler.TYPE;

  private final TurnableTime time = new TurnableTime();
  private final MemoryRegister register = new MemoryRegister();
  private final Deque<Runnable> started = new ArrayDeque<>();

  @Test
  void runsThatComeWhileOneIsWrittenGoWithTheNextWrite() {
    Learner learner = learner(register);

    learner.learn(TYPE, run(60));
    learner.learn(TYPE, run(120));
    learner.learn(new JobType("OTHER"), run(5));

    assertThat(started).hasSize(1);
    assertThat(learner.isIdle()).isFalse();
    started.remove().run();
    assertThat(learner.isIdle()).isTrue();
    assertThat(new Experience(register).of(TYPE).runs()).isEqualTo(2);
    assertThat(new Experience(register).of(new JobType("OTHER")).runs()).isOne();
  }

  @Test
  void aRunOfLessThanASecondTeachesNothing() {
    learner(register).learn(TYPE, new Run(Duration.ofMillis(999), List.of()));

    assertThat(started).isEmpty();
  }

  @Test
  void whereThereIsNoRegisterNothingIsLearnt() {
    learner(null).learn(TYPE, run(60));

    assertThat(started).isEmpty();
  }

  @Test
  void aRegisterThatDoesNotAnswerIsLeftAlone() {
    Learner learner = learner(new Away());

    learner.learn(TYPE, run(60));
    started.remove().run();

    assertThat(learner.isIdle()).isTrue();
  }

  private Learner learner(@Nullable Register register) {
    Tasks tasks =
        new Tasks() {
          @Override
          public void start(String name, Runnable task) {
            started.add(task);
          }

          @Override
          public Signal signal() {
            return new TurnableTasks(time).signal();
          }
        };
    Ports ports =
        new Ports(
                new TableJobStore(new MemoryTable(), new RowReader(ZoneOffset.UTC)),
                null,
                new MemorySpool(),
                HandProcesses.endless(),
                new HandlerRegistry(List.of(PlainHandler.PLAIN)),
                new StatementReader(),
                time,
                new ServerClock(time),
                tasks,
                new Random(1),
                new Recorder())
            .with(register);
    return new Learner(ports, tasks.signal());
  }

  private static Run run(int seconds) {
    return new Run(Duration.ofSeconds(seconds), List.of());
  }

  /** A register that is not there. */
  private static final class Away implements Register {
    @Override
    public Optional<String> find(String name) {
      throw new StoreException(StoreException.Kind.MISSING, "there is no table", "Make it.");
    }

    @Override
    public Kept keep(String name, @Nullable String seen, String text, Instant expiresAt) {
      return new Kept.Refused("there is no table", "Make it.");
    }
  }
}
