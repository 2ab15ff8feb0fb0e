package delphi.jobs.app.doctor;

import delphi.jobs.store.dynamodb.DynamoSettings;
import java.nio.file.Path;

/** Where the jobs live. */
public sealed interface Place {
  /** A file of this machine. */
  record Sqlite(Path file) implements Place {}

  /** A DynamoDB. */
  record Dynamo(DynamoSettings settings) implements Place {}

  /** The settings name none that could be used. */
  record Unusable(String why) implements Place {}
}
