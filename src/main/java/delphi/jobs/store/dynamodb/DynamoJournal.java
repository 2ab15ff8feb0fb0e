package delphi.jobs.store.dynamodb;

import delphi.jobs.store.journal.Added;
import delphi.jobs.store.journal.Booked;
import delphi.jobs.store.journal.ChunkKey;
import delphi.jobs.store.journal.Journal;
import delphi.jobs.store.journal.OrderEntry;
import delphi.jobs.store.journal.PackedChunk;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Written;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** The journal in a table of its own: one request a chunk, and no more than a few at once. */
final class DynamoJournal implements Journal {
  static final String ENTRY = "entry";
  static final String EXPIRES_AT = "expires_at";
  private static final String LINES = "lines";

  /** The others stay free for the jobs: a journal that hangs must not keep a lease waiting. */
  private static final int PART_OF_CONNECTIONS = 4;

  private final DynamoDbClient client;
  private final DynamoSettings settings;
  private final Semaphore turns;

  DynamoJournal(DynamoDbClient client, DynamoSettings settings) {
    this.client = client;
    this.settings = settings;
    this.turns =
        new Semaphore(Math.max(1, settings.limits().connections() / PART_OF_CONNECTIONS), true);
  }

  @Override
  public Added add(PackedChunk chunk) {
    if (!hasTurn()) {
      return new Added.Unclear("too many chunks wait for " + place());
    }
    try {
      client.putItem(request(chunk));
      return new Added.Done();
    } catch (ConditionalCheckFailedException failed) {
      return isSame(chunk, failed)
          ? new Added.Done()
          : new Added.Taken("another chunk lies at " + chunk.key());
    } catch (SdkException failed) {
      return added(Failure.of(failed).written("PutItem on " + table(), settings.place()));
    } finally {
      turns.release();
    }
  }

  @Override
  public Booked book(OrderEntry entry, @Nullable OrderEntry before) {
    if (!hasTurn()) {
      return new Booked.Unclear("too many requests wait for " + place());
    }
    try {
      client.putItem(request(entry, before));
      return new Booked.Done();
    } catch (ConditionalCheckFailedException failed) {
      return there(entry, failed);
    } catch (SdkException failed) {
      return booked(Failure.of(failed).written("PutItem on " + table(), settings.place()));
    } finally {
      turns.release();
    }
  }

  @Override
  public List<PackedChunk> chunks(String jobId, @Nullable ChunkKey after, int limit, Look look) {
    QueryRequest.Builder request =
        QueryRequest.builder()
            .tableName(table())
            .keyConditionExpression("#j = :j AND #e BETWEEN :a AND :b")
            .expressionAttributeNames(Map.of("#j", Name.JOB_ID, "#e", ENTRY))
            .expressionAttributeValues(
                Map.of(
                    ":j", AttributeValue.fromS(jobId),
                    ":a", AttributeValue.fromS(ChunkKey.after(after)),
                    ":b", AttributeValue.fromS(ChunkKey.END)))
            .consistentRead(look == Look.CERTAIN);
    try {
      return items(client, request, limit, settings.limits().pages()).stream()
          .map(item -> chunk(jobId, item))
          .toList();
    } catch (SdkException failed) {
      throw Failure.of(failed).exception("Query on " + table(), settings.place(), failed);
    }
  }

  /**
   * What a query finds, page after page.
   *
   * @param pagesMax no more answers than this
   */
  static List<Map<String, AttributeValue>> items(
      DynamoDbClient client, QueryRequest.Builder request, int limit, int pagesMax) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    for (int page = 0; page < pagesMax; page++) {
      QueryResponse answer = client.query(request.limit(limit - items.size()).build());
      items.addAll(answer.items());
      if (items.size() >= limit || !answer.hasLastEvaluatedKey()) {
        break;
      }
      request.exclusiveStartKey(answer.lastEvaluatedKey());
    }
    return items;
  }

  private boolean hasTurn() {
    try {
      return turns.tryAcquire(settings.limits().attemptTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private PutItemRequest request(PackedChunk chunk) {
    return PutItemRequest.builder()
        .tableName(table())
        .item(
            Map.of(
                Name.JOB_ID,
                AttributeValue.fromS(chunk.jobId()),
                ENTRY,
                AttributeValue.fromS(chunk.key().toString()),
                LINES,
                AttributeValue.fromB(SdkBytes.fromByteArray(chunk.bytes())),
                EXPIRES_AT,
                AttributeValue.fromN(Long.toString(chunk.expiresAt().getEpochSecond()))))
        .conditionExpression("attribute_not_exists(#j)")
        .expressionAttributeNames(Map.of("#j", Name.JOB_ID))
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
        .build();
  }

  private PutItemRequest request(OrderEntry entry, @Nullable OrderEntry before) {
    PutItemRequest.Builder request =
        PutItemRequest.builder()
            .tableName(table())
            .item(
                Map.of(
                    Name.JOB_ID,
                    AttributeValue.fromS(entry.key()),
                    ENTRY,
                    AttributeValue.fromS(OrderEntry.ENTRY),
                    LINES,
                    binary(entry),
                    EXPIRES_AT,
                    AttributeValue.fromN(Long.toString(entry.expiresAt().getEpochSecond()))))
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    return before == null
        ? request
            .conditionExpression("attribute_not_exists(#j)")
            .expressionAttributeNames(Map.of("#j", Name.JOB_ID))
            .build()
        : request
            .conditionExpression("attribute_not_exists(#j) OR #l = :b")
            .expressionAttributeNames(Map.of("#j", Name.JOB_ID, "#l", LINES))
            .expressionAttributeValues(Map.of(":b", binary(before)))
            .build();
  }

  private static AttributeValue binary(OrderEntry entry) {
    return AttributeValue.fromB(SdkBytes.fromByteBuffer(entry.payload()));
  }

  private static Booked there(OrderEntry entry, ConditionalCheckFailedException failed) {
    if (!failed.hasItem()) {
      return new Booked.Unclear("the condition failed, and the answer came without the item");
    }
    ByteBuffer found = payload(failed.item(), LINES);
    try {
      return found.equals(entry.payload())
          ? new Booked.Done()
          : new Booked.Taken(OrderEntry.read(entry.key(), found));
    } catch (IllegalArgumentException foreign) {
      return new Booked.Refused(String.valueOf(foreign.getMessage()), "Delete that item.");
    }
  }

  private static Booked booked(Written failed) {
    return switch (failed) {
      case Written.NoAnswer(String why) -> new Booked.Unclear(why);
      case Written.Refused(String why, String remedy) -> new Booked.Refused(why, remedy);
      case Written.TooLarge(String why) -> new Booked.Refused(why, "");
      case Written.Done _, Written.ConditionFailed _ ->
          throw new IllegalStateException("a failure is no success");
    };
  }

  private static boolean isSame(PackedChunk chunk, ConditionalCheckFailedException failed) {
    return failed.hasItem() && payload(failed.item(), LINES).equals(chunk.payload());
  }

  private static PackedChunk chunk(String jobId, Map<String, AttributeValue> item) {
    AttributeValue entry = Objects.requireNonNull(item.get(ENTRY));
    return new PackedChunk(jobId, ChunkKey.parse(entry.s()), payload(item, LINES), expiresAt(item));
  }

  /** Nothing where somebody else has put an item without it: that will not unpack. */
  static ByteBuffer payload(Map<String, AttributeValue> item, String attribute) {
    AttributeValue bytes = item.get(attribute);
    return bytes == null || bytes.b() == null ? ByteBuffer.allocate(0) : bytes.b().asByteBuffer();
  }

  /** When the item goes; never, where somebody else has put one without that. */
  static Instant expiresAt(Map<String, AttributeValue> item) {
    AttributeValue seconds = item.get(EXPIRES_AT);
    return seconds == null || seconds.n() == null
        ? Instant.MAX
        : Instant.ofEpochSecond(Long.parseLong(seconds.n()));
  }

  private static Added added(Written failed) {
    return switch (failed) {
      case Written.NoAnswer(String why) -> new Added.Unclear(why);
      case Written.Refused(String why, String remedy) -> new Added.Refused(why, remedy);
      case Written.TooLarge(String why) -> new Added.Taken(why);
      case Written.Done _, Written.ConditionFailed _ ->
          throw new IllegalStateException("a failure is no success");
    };
  }

  private String table() {
    return settings.journalTable();
  }

  private String place() {
    return table() + " at " + settings.place();
  }
}
