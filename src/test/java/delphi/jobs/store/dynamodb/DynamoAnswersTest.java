package delphi.jobs.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import delphi.jobs.store.StoreException;
import delphi.jobs.store.dynamodb.FakeDynamo.Reply;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Query;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.Table;
import delphi.jobs.store.row.Written;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Each line of PROTOCOL's "What an answer means", at the level of one request. */
class DynamoAnswersTest {
  private static final int ATTEMPTS = FakeDynamo.PATIENT.attempts();

  private static final Change CHANGE = FakeDynamo.CHANGE;
  private static final Map<String, String> WRONG_CHECKSUM = Map.of("x-amz-crc32", "1");
  private static final String CONDITION_FAILED =
      """
      {"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",
       "message":"The conditional request failed","Item":{"job_id":{"S":"job-1"}}}
      """;

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
        Arguments.of("an answer without content", Reply.json(400, "")),
        Arguments.of("checksum", new Reply.Http(200, WRONG_CHECKSUM, "{}")),
        Arguments.of("checksum", new Reply.Http(400, WRONG_CHECKSUM, CONDITION_FAILED)),
        Arguments.of("", new Reply.BrokenOff("{\"Attributes\":")),
        Arguments.of("", new Reply.BrokenOff("")),
        Arguments.of("", new Reply.HangUp()));
  }

  @ParameterizedTest
  @MethodSource("answersThatSayNothingOfTheRow")
  void anAnswerThatSaysNothingIsTriedAgainAndThenTold(String why, Reply reply) throws IOException {
    try (FakeDynamo server = FakeDynamo.answering(reply);
        Table table = server.table(FakeDynamo.PATIENT)) {
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
        Table table = server.table(FakeDynamo.PATIENT)) {
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
        Table table = server.table(FakeDynamo.PATIENT)) {
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
        Table table = server.table(FakeDynamo.PATIENT)) {
      assertThat(table.write(CHANGE)).isEqualTo(new Written.Done(null));
      assertThat(table.get("job-1")).isEmpty();
    }
  }

  @Test
  void aFailedConditionTellsTheRowThatWasFound() throws IOException {
    try (FakeDynamo server = FakeDynamo.answering(Reply.json(400, CONDITION_FAILED));
        Table table = server.table(FakeDynamo.PATIENT)) {
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
        Table table = server.table(FakeDynamo.PATIENT)) {
      assertThat(table.write(CHANGE)).isEqualTo(new Written.ConditionFailed(null));
    }
  }

  @ParameterizedTest
  @MethodSource
  void anItemThatIsTooLargeIsToldApart(Reply reply) throws IOException {
    try (FakeDynamo server = FakeDynamo.answering(reply);
        Table table = server.table(FakeDynamo.PATIENT)) {
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
        Table table = server.table(FakeDynamo.PATIENT)) {
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
        Table table = server.table(FakeDynamo.PATIENT)) {
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
        Table table = server.table(FakeDynamo.PATIENT)) {
      assertThat(table.write(CHANGE).toString()).doesNotContain("SECRET");
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> table.get("job-1"))
          .satisfies(failed -> assertThat(failed).hasNoCause())
          .withMessageNotContaining("SECRET");
    }
  }
}
