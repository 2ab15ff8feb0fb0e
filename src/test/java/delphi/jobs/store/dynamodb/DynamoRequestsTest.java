package delphi.jobs.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.store.dynamodb.FakeDynamo.Reply;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Condition;
import delphi.jobs.store.row.Table;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What goes over the wire: part of the promise as much as what is made of the answer. */
class DynamoRequestsTest {
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
        Table table = server.table(FakeDynamo.PATIENT)) {
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
        Table table = server.table(FakeDynamo.PATIENT)) {
      table.get("job-1");

      assertThat(server.requests()).singleElement().asString().contains("\"ConsistentRead\":true");
    }
  }
}
