package delphi.jobs.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.store.dynamodb.FakeDynamo.Reply;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Table;
import delphi.jobs.store.row.Written;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How long and how often is asked, and what ends a wait: counted in requests, not in time. */
class DynamoPatienceTest {
  private static final long LIMIT_SECONDS = 60;
  private static final int ATTEMPTS = 3;
  private static final DynamoLimits IMPATIENT =
      new DynamoLimits(
          Duration.ofMillis(500), Duration.ofSeconds(50), ATTEMPTS, 4, 5, Duration.ofSeconds(5));

  private static final Change CHANGE = FakeDynamo.CHANGE;

  /** So that the first try of an impatient table does not run out while classes are loaded. */
  @BeforeAll
  static void warmUp() throws IOException {
    try (FakeDynamo server = FakeDynamo.answering(Reply.json(200, "{}"));
        Table table = server.table(FakeDynamo.PATIENT)) {
      table.write(CHANGE);
    }
  }

  @Test
  void eachTryIsTheSameRequest() throws IOException {
    try (FakeDynamo server = FakeDynamo.answering(new Reply.HangUp());
        Table table = server.table(FakeDynamo.PATIENT)) {
      table.write(CHANGE);
      assertThat(server.requests()).hasSize(ATTEMPTS);
      assertThat(Set.copyOf(server.requests())).hasSize(1);
    }
  }

  @Test
  void whileNothingIsAnsweredEachRequestIsSentOnce() throws IOException {
    Reply silence = new Reply.HangUp();
    try (FakeDynamo server =
            FakeDynamo.answering(
                silence, silence, silence, silence, Reply.json(200, "{}"), silence);
        Table table = server.table(FakeDynamo.PATIENT)) {
      assertThat(table.write(CHANGE)).isInstanceOf(Written.NoAnswer.class);
      assertThat(server.requests()).as("as often as usual").hasSize(ATTEMPTS);

      assertThat(table.write(CHANGE)).isInstanceOf(Written.NoAnswer.class);
      assertThat(server.requests()).as("once").hasSize(ATTEMPTS + 1);

      assertThat(table.write(CHANGE)).isInstanceOf(Written.Done.class);
      assertThat(table.write(CHANGE)).isInstanceOf(Written.NoAnswer.class);
      assertThat(server.requests()).as("as often as usual again").hasSize(2 * ATTEMPTS + 2);
    }
  }

  /** It shows that somebody is there, so the next request is worth a repeat. */
  @Test
  void aRefusalIsAnAnswer() throws IOException {
    Reply silence = new Reply.HangUp();
    Reply refusal = Reply.error(400, "ConditionalCheckFailedException", "failed");
    try (FakeDynamo server = FakeDynamo.answering(silence, silence, silence, refusal, silence);
        Table table = server.table(FakeDynamo.PATIENT)) {
      assertThat(table.write(CHANGE)).isInstanceOf(Written.NoAnswer.class);
      assertThat(table.write(CHANGE)).isInstanceOf(Written.ConditionFailed.class);
      assertThat(table.write(CHANGE)).isInstanceOf(Written.NoAnswer.class);
      assertThat(server.requests()).hasSize(2 * ATTEMPTS + 1);
    }
  }

  @Test
  void nobodyAtTheAddressIsNoAnswer() throws IOException {
    URI nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
    try (Table table = FakeDynamo.connection(nobody, FakeDynamo.PATIENT).table()) {
      assertThat(table.write(CHANGE))
          .isInstanceOfSatisfying(
              Written.NoAnswer.class, answer -> assertThat(answer.why()).contains("refused"));
    }
  }

  @Test
  void aTryThatTakesTooLongIsGivenUpAndRepeated() throws IOException {
    try (FakeDynamo server = FakeDynamo.answering(new Reply.Never());
        Table table = server.table(IMPATIENT)) {
      assertThat(table.write(CHANGE))
          .isInstanceOfSatisfying(
              Written.NoAnswer.class,
              answer -> assertThat(answer.why()).endsWith("no answer in time"));
      assertThat(server.requests()).hasSize(ATTEMPTS);
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
  }

  /** There an interrupt closes the socket, so the SDK meets another exception. */
  @Test
  void aTryThatTakesTooLongOnAVirtualThreadIsGivenUpAsWell() throws Exception {
    try (FakeDynamo server = FakeDynamo.answering(new Reply.Never());
        Table table = server.table(IMPATIENT)) {
      var written = new CompletableFuture<Written>();
      var interrupted = new CompletableFuture<Boolean>();
      Thread.startVirtualThread(() -> {
        written.complete(table.write(CHANGE));
        interrupted.complete(Thread.currentThread().isInterrupted());
      });
      assertThat(written.get(LIMIT_SECONDS, TimeUnit.SECONDS))
          .isInstanceOfSatisfying(
              Written.NoAnswer.class,
              answer -> assertThat(answer.why()).endsWith("no answer in time"));
      assertThat(interrupted.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isFalse();
      assertThat(server.requests()).hasSize(ATTEMPTS);
    }
  }

  @Test
  void allTriesTogetherHaveALimit() throws IOException {
    var oneTry =
        new DynamoLimits(
            Duration.ofMillis(200), Duration.ofMillis(200), 10, 4, 5, Duration.ofSeconds(5));
    try (FakeDynamo server = FakeDynamo.answering(new Reply.Never());
        Table table = server.table(oneTry)) {
      assertThat(table.write(CHANGE)).isInstanceOf(Written.NoAnswer.class);
      assertThat(server.requests()).hasSizeLessThan(3);
    }
  }

  @Test
  void anInterruptEndsTheWaitAndIsKept() throws Exception {
    try (FakeDynamo server = FakeDynamo.answering(new Reply.Never());
        Table table = server.table(FakeDynamo.PATIENT)) {
      var written = new CompletableFuture<Written>();
      var interrupted = new CompletableFuture<Boolean>();
      Thread caller =
          Thread.startVirtualThread(() -> {
            written.complete(table.write(CHANGE));
            interrupted.complete(Thread.currentThread().isInterrupted());
          });
      server.awaitRequest();
      caller.interrupt();
      assertThat(written.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isInstanceOf(Written.NoAnswer.class);
      assertThat(interrupted.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
  }
}
