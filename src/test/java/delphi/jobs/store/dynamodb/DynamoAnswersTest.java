package delphi.jobs.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import delphi.jobs.store.StoreException;
import delphi.jobs.store.dynamodb.FakeDynamo.Reply;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Condition;
import delphi.jobs.store.row.Query;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.Table;
import delphi.jobs.store.row.Written;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Each line of PROTOCOL's "What an answer means", at the level of one request. */
class DynamoAnswersTest {
  private static final long LIMIT_SECONDS = 60;
  private static final int ATTEMPTS = 3;
  private static final DynamoLimits LIMITS =
      new DynamoLimits(
          Duration.ofSeconds(20), Duration.ofSeconds(50), ATTEMPTS, 4, 5, Duration.ofSeconds(5));
  private static final DynamoLimits IMPATIENT =
      new DynamoLimits(
          Duration.ofMillis(500), Duration.ofSeconds(50), ATTEMPTS, 4, 5, Duration.ofSeconds(5));

  private static final Change CHANGE =
      new Change(
          "job-1",
          List.of(new Condition.Equal("version", new Attribute.Num(1))),
          Map.of("status", new Attribute.Text("PENDING")),
          Set.of());

  /** So that the first try of an impatient table does not run out while classes are loaded. */
  @BeforeAll
  static void warmUp() throws IOException {
    try (FakeDynamo server = FakeDynamo.answering(Reply.json(200, "{}"));
        Table table = table(server.endpoint(), LIMITS)) {
      table.write(CHANGE);
    }
  }

  static Stream<Arguments> answersThatSayNothingOfTheRow() {
    return Stream.of(
        Arguments.of("HTTP 500", Reply.error(500, "InternalServerError", "sorry")),
        Arguments.of("HTTP 503", Reply.error(503, "ServiceUnavailable", "sorry")),
        Arguments.of("throttled", Reply.error(400, "ThrottlingException", "slower")),
        Arguments.of(
            "throttled", Reply.error(400, "ProvisionedThroughputExceededException", "slower")),
        Arguments.of("throttled", Reply.error(400, "RequestLimitExceeded", "slower")),
        Arguments.of("HTTP 502", new Reply.Http(502, Map.of(), "<html>Bad gateway</html>")),
        Arguments.of("", new Reply.Http(200, Map.of(), "<html>Log in</html>")),
        Arguments.of("", Reply.json(200, "{\"Attributes\":{\"job_id\":{\"S\":\"jo")),
        Arguments.of("an answer without content", Reply.json(200, "")),
        Arguments.of("", new Reply.BrokenOff("{\"Attributes\":")),
        Arguments.of("", new Reply.BrokenOff("")),
        Arguments.of("", new Reply.HangUp()));
  }

  @ParameterizedTest
  @MethodSource("answersThatSayNothingOfTheRow")
  void anAnswerThatSaysNothingIsTriedAgainAndThenTold(String why, Reply reply) throws IOException {
    try (FakeDynamo server = FakeDynamo.answering(reply);
        Table table = table(server.endpoint(), LIMITS)) {
      assertThat(table.write(CHANGE))
          .isInstanceOfSatisfying(
              Written.NoAnswer.class,
              answer ->
                  assertThat(answer.why())
                      .startsWith("UpdateItem on Delphi_JobQueue at " + server.endpoint())
                      .contains(why));
      assertThat(server.requests()).hasSize(ATTEMPTS);
    }
  }

  @ParameterizedTest
  @MethodSource("answersThatSayNothingOfTheRow")
  void aReadWithoutAnAnswerIsUnavailable(String why, Reply reply) throws IOException {
    try (FakeDynamo server = FakeDynamo.answering(reply);
        Table table = table(server.endpoint(), LIMITS)) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> table.get("job-1"))
          .satisfies(failed -> assertThat(failed.kind()).isEqualTo(StoreException.Kind.UNAVAILABLE))
          .withMessageStartingWith("GetItem on Delphi_JobQueue at " + server.endpoint())
          .withMessageContaining(why);
    }
  }

  /** A web page says nothing of a row, whatever its status. */
  @ParameterizedTest
  @MethodSource
  void somebodyElseAtTheAddressIsNoAnswer(int status) throws IOException {
    try (FakeDynamo server =
            FakeDynamo.answering(new Reply.Http(status, Map.of(), "<html></html>"));
        Table table = table(server.endpoint(), LIMITS)) {
      assertThat(table.write(CHANGE))
          .isInstanceOfSatisfying(
              Written.NoAnswer.class,
              answer ->
                  assertThat(answer.why()).endsWith("HTTP " + status + ", and not from DynamoDB"));
    }
  }

  static Stream<Integer> somebodyElseAtTheAddressIsNoAnswer() {
    return Stream.of(403, 404, 407);
  }

  @Test
  void eachTryIsTheSameRequest() throws IOException {
    try (FakeDynamo server = FakeDynamo.answering(new Reply.HangUp());
        Table table = table(server.endpoint(), LIMITS)) {
      table.write(CHANGE);
      assertThat(server.requests()).hasSize(ATTEMPTS);
      assertThat(Set.copyOf(server.requests())).hasSize(1);
    }
  }

  @Test
  void nobodyAtTheAddressIsNoAnswer() throws IOException {
    URI nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
    try (Table table = table(nobody, LIMITS)) {
      assertThat(table.write(CHANGE))
          .isInstanceOfSatisfying(
              Written.NoAnswer.class, answer -> assertThat(answer.why()).contains("refused"));
    }
  }

  @Test
  void aTryThatTakesTooLongIsGivenUpAndRepeated() throws IOException {
    try (FakeDynamo server = FakeDynamo.answering(new Reply.Never());
        Table table = table(server.endpoint(), IMPATIENT)) {
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
        Table table = table(server.endpoint(), IMPATIENT)) {
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
        Table table = table(server.endpoint(), oneTry)) {
      assertThat(table.write(CHANGE)).isInstanceOf(Written.NoAnswer.class);
      assertThat(server.requests()).hasSizeLessThan(3);
    }
  }

  @Test
  void anInterruptEndsTheWaitAndIsKept() throws Exception {
    try (FakeDynamo server = FakeDynamo.answering(new Reply.Never());
        Table table = table(server.endpoint(), LIMITS)) {
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

  @Test
  void aChangeIsOneRequestThatAnswersWithTheRowEitherWay() throws IOException {
    Change change =
        new Change(
            "job-1",
            List.of(
                new Condition.Equal("version", new Attribute.Num(1)),
                new Condition.Absent("phase")),
            Map.of("version", new Attribute.Num(2)),
            Set.of("claim_id", "lock_expires_at"));
    try (FakeDynamo server = FakeDynamo.answering(Reply.json(200, "{}"));
        Table table = table(server.endpoint(), LIMITS)) {
      table.write(change);

      assertThat(server.requests())
          .singleElement()
          .asString()
          .contains(
              "\"Key\":{\"job_id\":{\"S\":\"job-1\"}}",
              "\"ConditionExpression\":\"#n0 = :v0 AND attribute_not_exists(#n1)\"",
              "\"UpdateExpression\":\"SET #n0 = :v1 REMOVE #n2, #n3\"",
              "\"ReturnValues\":\"ALL_NEW\"",
              "\"ReturnValuesOnConditionCheckFailure\":\"ALL_OLD\"")
          .doesNotContain("ReturnConsumedCapacity");
    }
  }

  @Test
  void aSingleRowIsReadConsistently() throws IOException {
    try (FakeDynamo server = FakeDynamo.answering(Reply.json(200, "{}"));
        Table table = table(server.endpoint(), LIMITS)) {
      table.get("job-1");

      assertThat(server.requests()).singleElement().asString().contains("\"ConsistentRead\":true");
    }
  }

  /** The SDK's own words for it, which it has no type for. */
  @Test
  void missingCredentialsAreDenied() {
    var chain =
        AwsCredentialsProviderChain.of(() -> {
          throw SdkClientException.create("none here");
        });

    assertThatExceptionOfType(SdkClientException.class)
        .isThrownBy(chain::resolveCredentials)
        .satisfies(missing ->
            assertThat(Failure.of(missing))
                .isEqualTo(new Failure(Failure.Kind.DENIED, "no AWS credentials were found")));
  }

  @Test
  void aSuccessWithoutTheRowSaysSo() throws IOException {
    try (FakeDynamo server = FakeDynamo.answering(Reply.json(200, "{}"));
        Table table = table(server.endpoint(), LIMITS)) {
      assertThat(table.write(CHANGE)).isEqualTo(new Written.Done(null));
      assertThat(table.get("job-1")).isEmpty();
    }
  }

  @Test
  void aFailedConditionTellsTheRowThatWasFound() throws IOException {
    String answer =
        """
        {"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",
         "message":"The conditional request failed","Item":{"job_id":{"S":"job-1"}}}
        """;
    try (FakeDynamo server = FakeDynamo.answering(Reply.json(400, answer));
        Table table = table(server.endpoint(), LIMITS)) {
      assertThat(table.write(CHANGE))
          .isEqualTo(
              new Written.ConditionFailed(new Row(Map.of("job_id", new Attribute.Text("job-1")))));
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void aFailedConditionWithoutARowTellsThatThereIsNone() throws IOException {
    try (FakeDynamo server =
            FakeDynamo.answering(Reply.error(400, "ConditionalCheckFailedException", "failed"));
        Table table = table(server.endpoint(), LIMITS)) {
      assertThat(table.write(CHANGE)).isEqualTo(new Written.ConditionFailed(null));
    }
  }

  @ParameterizedTest
  @MethodSource
  void anItemThatIsTooLargeIsToldApart(Reply reply) throws IOException {
    try (FakeDynamo server = FakeDynamo.answering(reply);
        Table table = table(server.endpoint(), LIMITS)) {
      assertThat(table.write(CHANGE)).isInstanceOf(Written.TooLarge.class);
      assertThat(server.requests()).hasSize(1);
    }
  }

  static Stream<Reply> anItemThatIsTooLargeIsToldApart() {
    return Stream.of(
        Reply.error(
            400,
            "ValidationException",
            "Item size to update has exceeded the maximum allowed size"),
        Reply.error(400, "ValidationException", "Item size has exceeded the maximum allowed size"),
        new Reply.Http(413, Map.of(), ""));
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        refusal("AccessDeniedException", StoreException.Kind.DENIED, "credentials"),
        refusal("UnrecognizedClientException", StoreException.Kind.DENIED, "credentials"),
        refusal("ExpiredTokenException", StoreException.Kind.DENIED, "credentials"),
        refusal("InvalidSignatureException", StoreException.Kind.DENIED, "clock"),
        refusal("MissingAuthenticationTokenException", StoreException.Kind.DENIED, "credentials"),
        refusal("ResourceNotFoundException", StoreException.Kind.MISSING, "delphi init"),
        refusal("ValidationException", StoreException.Kind.INVALID, "report"),
        refusal("SerializationException", StoreException.Kind.INVALID, "report"));
  }

  private static Arguments refusal(String code, StoreException.Kind kind, String remedy) {
    return Arguments.of(code, kind, remedy);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aRefusalIsNotRepeatedAndHasARemedy(String code, StoreException.Kind kind, String remedy)
      throws IOException {
    try (FakeDynamo server = FakeDynamo.answering(Reply.error(400, code, "no"));
        Table table = table(server.endpoint(), LIMITS)) {
      assertThat(table.write(CHANGE))
          .isInstanceOfSatisfying(
              Written.Refused.class, refused -> assertThat(refused.remedy()).contains(remedy));
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aRefusedReadSaysOfWhichKindItIs(String code, StoreException.Kind kind, String remedy)
      throws IOException {
    Query query = Query.oldest(Query.Index.STATUS, "PENDING", 1);
    try (FakeDynamo server = FakeDynamo.answering(Reply.error(400, code, "no"));
        Table table = table(server.endpoint(), LIMITS)) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> table.query(query))
          .satisfies(failed -> assertThat(failed.kind()).isEqualTo(kind))
          .satisfies(failed -> assertThat(failed.remedy()).contains(remedy))
          .withMessageStartingWith(
              "Query of StatusCreatedIndex on Delphi_JobQueue at " + server.endpoint());
    }
  }

  /** The answer to a bad signature repeats the request's headers, the session token included. */
  @Test
  void aBadSignatureIsToldWithoutItsDetails() throws IOException {
    try (FakeDynamo server =
            FakeDynamo.answering(
                Reply.error(403, "InvalidSignatureException", "x-amz-security-token:SECRET"));
        Table table = table(server.endpoint(), LIMITS)) {
      assertThat(table.write(CHANGE).toString()).doesNotContain("SECRET");
    }
  }

  private static Table table(URI endpoint, DynamoLimits limits) {
    DynamoSettings settings = DynamoSettings.DEFAULT.withEndpoint(endpoint).withLimits(limits);
    return DynamoConnection.open(settings, Map.of(), null).table();
  }
}
