package delphi.jobs.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import delphi.jobs.store.StoreException;
import delphi.jobs.store.dynamodb.FakeDynamo.Reply;
import delphi.jobs.store.journal.Added;
import delphi.jobs.store.journal.Chunks;
import delphi.jobs.store.journal.Journal;
import delphi.jobs.store.journal.Journal.Look;
import delphi.jobs.store.journal.JournalContract;
import delphi.jobs.store.journal.PackedChunk;
import java.io.IOException;
import java.util.Base64;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DynamoJournalIT extends JournalContract {
  private static final Queue<RequestListener.Exchange> EXCHANGES = new ConcurrentLinkedQueue<>();
  private static LocalTable local;

  @BeforeAll
  static void prepare() {
    local = LocalTable.named(new Costs());
    local.setup().prepare(false);
  }

  @AfterAll
  static void close() {
    local.close();
  }

  @Override
  protected Journal journal() {
    return local.journal();
  }

  @Test
  void aSmallChunkCostsOneUnitAndALookThatFindsNothingNewHalfOfOne() {
    PackedChunk chunk = Chunks.packed("cheap", 2, 0, "x");
    EXCHANGES.clear();

    journal().add(chunk);
    journal().chunks("cheap", chunk.key(), 100, Look.CHEAP);

    assertThat(EXCHANGES)
        .extracting(RequestListener.Exchange::operation)
        .containsExactly("PutItem", "Query");
    assertThat(EXCHANGES.remove().capacity().total()).isEqualTo(1);
    assertThat(EXCHANGES.remove().capacity().total()).isLessThanOrEqualTo(0.5);
  }

  @Test
  void aMissingTableIsToldWithWhatToDo() {
    try (LocalTable none = LocalTable.jobsOnly()) {
      PackedChunk chunk = Chunks.packed("j1", 2, 0, "x");

      assertThat(none.journal().add(chunk))
          .asInstanceOf(type(Added.Refused.class))
          .satisfies(refused -> assertThat(refused.remedy()).contains("delphi init"));
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> none.journal().chunks("j1", null, 9, Look.CHEAP))
          .satisfies(e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.MISSING));
    }
  }

  @Test
  void anAnswerThatDoesNotComeIsUnclear() throws IOException {
    try (FakeDynamo server = FakeDynamo.answering(new Reply.HangUp());
        DynamoConnection connection = server.connection(FakeDynamo.PATIENT)) {
      assertThat(connection.journal().add(Chunks.packed("j1", 2, 0, "x")))
          .isInstanceOf(Added.Unclear.class);
    }
  }

  @Test
  void aRefusalThatShowsOurOwnChunkIsASuccessWhoseAnswerWasLost() throws IOException {
    PackedChunk chunk = Chunks.packed("j1", 2, 0, "x");
    Reply lost = Reply.error(500, "InternalServerError", "sorry");
    Reply there =
        Reply.json(
            400,
            """
            {"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",
             "message":"The conditional request failed",
             "Item":{"job_id":{"S":"j1"},"entry":{"S":"%s"},"lines":{"B":"%s"}}}\
            """
                .formatted(chunk.key(), Base64.getEncoder().encodeToString(chunk.bytes())));
    try (FakeDynamo server = FakeDynamo.answering(lost, there);
        DynamoConnection connection = server.connection(FakeDynamo.PATIENT)) {
      assertThat(connection.journal().add(chunk)).isEqualTo(new Added.Done());
      assertThat(server.requests()).hasSize(2);
    }
  }

  /** Notes what each request cost. */
  private static final class Costs implements RequestListener {
    @Override
    public void answered(Exchange exchange) {
      EXCHANGES.add(exchange);
    }

    @Override
    public boolean asksForCapacity() {
      return true;
    }
  }
}
