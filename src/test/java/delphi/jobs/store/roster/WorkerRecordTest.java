package delphi.jobs.store.roster;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.JobType;
import delphi.jobs.job.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a poller says of itself, and what may be made of it. */
class WorkerRecordTest {
  @Test
  void anotherVersionsRecordIsPassedOver() {
    assertThat(WorkerText.read("{\"worker_id\":\"w\",\"standing\":\"dancing\"}")).isEmpty();
    assertThat(WorkerText.read("no JSON")).isEmpty();
    assertThat(WorkerText.read("[]")).isEmpty();
    assertThat(WorkerText.read(WorkerText.write(AWorker.full("w")))).contains(AWorker.full("w"));
  }

  @Test
  void oneLateBeatIsNoSilence() {
    WorkerRecord worker = AWorker.named("w");

    assertThat(worker.isPresentAt(AWorker.BEAT.plusSeconds(89))).isTrue();
    assertThat(worker.isPresentAt(AWorker.BEAT.plusSeconds(90))).isFalse();
  }

  @Test
  void oneThatSaysThatItHasStoppedIsNotThere() {
    WorkerRecord worker = standing(Standing.STOPPED);

    assertThat(worker.isPresentAt(AWorker.BEAT)).isFalse();
    assertThat(worker.expiresAt()).isEqualTo(AWorker.BEAT.plus(Duration.ofHours(1)));
    assertThat(standing(Standing.DRAINING).isPresentAt(AWorker.BEAT)).isTrue();
    assertThat(standing(Standing.DRAINING).expiresAt())
        .isEqualTo(AWorker.BEAT.plus(Duration.ofDays(1)));
  }

  @Test
  void aRecordIsSmallHoweverMuchAPollerHasToSay() {
    String flood = "ß🎈".repeat(5_000);
    Set<JobType> types =
        IntStream.range(0, 500)
            .mapToObj(i -> new JobType("TYPE_WITH_A_RATHER_LONG_NAME_" + i))
            .collect(Collectors.toSet());
    WorkerRecord worker =
        new WorkerRecord(
            "w",
            new Program(flood, flood, Long.MAX_VALUE, flood),
            AWorker.named("w").presence(),
            new Load(1_000, 1_000, Collections.nCopies(1_000, "x".repeat(36))),
            new Scope(types, types, types, Share.ALL),
            new Health(
                flood,
                Duration.ofDays(1),
                new Trouble(Trouble.Kind.JOURNAL, flood, Instant.EPOCH)));

    assertThat(WorkerText.write(worker).length()).isLessThan(8_000);
    assertThat(WorkerText.read(WorkerText.write(worker))).contains(worker);
  }

  @Test
  void aTypeIsTakenThatIsHandledAndChosenAndNotExcepted() {
    JobType pipeline = JobType.FULL_PIPELINE;
    JobType other = new JobType("OTHER");

    assertThat(Scope.ALL.takes(other)).isTrue();
    assertThat(scope(Set.of(pipeline), Set.of(), Set.of()).takes(other)).isFalse();
    assertThat(scope(Set.of(), Set.of(other), Set.of()).takes(pipeline)).isFalse();
    assertThat(scope(Set.of(), Set.of(), Set.of(other)).takes(other)).isFalse();
    assertThat(scope(Set.of(pipeline), Set.of(pipeline), Set.of(other)).takes(pipeline)).isTrue();
  }

  private static Scope scope(Set<JobType> handled, Set<JobType> only, Set<JobType> except) {
    return new Scope(handled, only, except, Share.ALL);
  }

  private static WorkerRecord standing(Standing standing) {
    WorkerRecord worker = AWorker.named("w");
    Presence presence = worker.presence();
    return new WorkerRecord(
        "w",
        worker.program(),
        new Presence(standing, presence.startedAt(), presence.beatAt(), presence.interval()),
        worker.load(),
        worker.scope(),
        worker.health());
  }
}
