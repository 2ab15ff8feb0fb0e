package delphi.jobs.store.dynamodb;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** What can be seen of a DynamoDB beyond what our work needs; changes nothing. */
public final class DynamoExamination {
  private final DynamoDbClient client;
  private final DynamoSettings settings;
  private final CredentialSource credentials;

  DynamoExamination(DynamoDbClient client, DynamoSettings settings, CredentialSource credentials) {
    this.client = client;
    this.settings = settings;
    this.credentials = credentials;
  }

  /**
   * How a table is kept.
   *
   * @param isProvisioned whether its capacity is bought in advance
   * @param ttl the attribute after whose time rows are deleted; null when none are
   */
  public record Keeping(boolean isProvisioned, boolean isProtected, @Nullable String ttl) {}

  /**
   * How the table of jobs is kept.
   *
   * @throws delphi.jobs.store.StoreException if nobody says
   */
  public Keeping keeping() {
    try {
      TableDescription table =
          client.describeTable(request -> request.tableName(settings.table())).table();
      TimeToLiveDescription ttl =
          client
              .describeTimeToLive(request -> request.tableName(settings.table()))
              .timeToLiveDescription();
      boolean isOnDemand =
          table.billingModeSummary() != null
              && table.billingModeSummary().billingMode() == BillingMode.PAY_PER_REQUEST;
      boolean deletes =
          ttl.timeToLiveStatus() == TimeToLiveStatus.ENABLED
              || ttl.timeToLiveStatus() == TimeToLiveStatus.ENABLING;
      return new Keeping(
          !isOnDemand,
          Boolean.TRUE.equals(table.deletionProtectionEnabled()),
          deletes ? ttl.attributeName() : null);
    } catch (SdkException failed) {
      throw Failure.of(failed)
          .exception("Look at table " + settings.table(), settings.place(), failed);
    }
  }

  /**
   * Where the credentials come from, in words; empty when there are none. May ask the machine that
   * this one runs on for them.
   */
  public Optional<String> credentials() {
    if (credentials == CredentialSource.STAND_IN) {
      return credentials.oddity();
    }
    AwsCredentialsProvider provider = credentials.provider();
    try {
      AwsCredentials found = provider.resolveCredentials();
      return Optional.of(found.providerName().orElse("found"));
    } catch (SdkException none) {
      return Optional.empty();
    }
  }
}
