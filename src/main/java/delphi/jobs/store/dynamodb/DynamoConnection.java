package delphi.jobs.store.dynamodb;

import delphi.jobs.store.StoreSetup;
import delphi.jobs.store.chronicle.Chronicle;
import delphi.jobs.store.journal.Journal;
import delphi.jobs.store.register.Register;
import delphi.jobs.store.roster.Roster;
import delphi.jobs.store.row.Removal;
import delphi.jobs.store.row.Table;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * One client of one DynamoDB, and what is reached through it. Nothing is sent before the first
 * request; safe for use by many threads.
 */
public final class DynamoConnection implements AutoCloseable {
  /** Between tries; the upper ends fit three tries into a call's time. */
  private static final BackoffStrategy BACK_OFF =
      BackoffStrategy.exponentialDelay(Duration.ofMillis(50), Duration.ofSeconds(1));

  private final DynamoSettings settings;
  private final CredentialSource credentials;
  private final DynamoDbClient client;

  private DynamoConnection(
      DynamoSettings settings, CredentialSource credentials, DynamoDbClient client) {
    this.settings = settings;
    this.credentials = credentials;
    this.client = client;
  }

  /**
   * Opens a connection.
   *
   * @param environment of this process: whether it names credentials
   * @param listener hears of each request; null for nobody, which costs nothing
   */
  public static DynamoConnection open(
      DynamoSettings settings,
      Map<String, String> environment,
      @Nullable RequestListener listener) {
    CredentialSource credentials = CredentialSource.of(settings.endpoint(), environment);
    return new DynamoConnection(settings, credentials, client(settings, credentials, listener));
  }

  /** The table of jobs; closing it closes this connection. */
  public Table table() {
    return new DynamoTable(client, settings);
  }

  /** Beside that table; of use as long as this connection is open. */
  public Journal journal() {
    return new DynamoJournal(client, settings);
  }

  /** In the table of the journal; of use as long as this connection is open. */
  public Register register() {
    return new DynamoRegister(client, settings);
  }

  /** Beside the register; of use as long as this connection is open. */
  public Roster roster() {
    return new DynamoRoster(client, settings);
  }

  /** In the table of the journal; of use as long as this connection is open. */
  public Chronicle chronicle() {
    return new DynamoChronicle(client, settings);
  }

  /** For rows that are to go from the table of jobs; of use as long as this connection is open. */
  public Removal removal() {
    return new DynamoRemoval(client, settings);
  }

  public StoreSetup setup() {
    return new DynamoSetup(client, settings);
  }

  /** For whoever looks for what is wrong. */
  public DynamoExamination examination() {
    return new DynamoExamination(client, settings, credentials);
  }

  /** What an operator may not expect, a sentence each. */
  public List<String> oddities() {
    return credentials.oddity().stream().toList();
  }

  /** For what this package alone does with it. */
  DynamoDbClient client() {
    return client;
  }

  @Override
  public void close() {
    client.close();
  }

  private static DynamoDbClient client(
      DynamoSettings settings, CredentialSource credentials, @Nullable RequestListener listener) {
    DynamoDbClientBuilder builder =
        DynamoDbClient.builder()
            .region(Region.of(settings.region()))
            .credentialsProvider(credentials.provider())
            .endpointDiscoveryEnabled(false)
            .httpClientBuilder(http(settings))
            .overrideConfiguration(calls(settings.limits(), listener));
    return settings.endpoint() == null
        ? builder.build()
        : builder.endpointOverride(settings.endpoint()).build();
  }

  /** The client that is built of it closes what it opens. */
  private static SdkHttpClient.Builder<?> http(DynamoSettings settings) {
    DynamoLimits limits = settings.limits();
    Apache5HttpClient.Builder builder =
        Apache5HttpClient.builder()
            .maxConnections(limits.connections())
            .connectionAcquisitionTimeout(limits.attemptTimeout())
            .connectionTimeout(limits.attemptTimeout())
            .socketTimeout(limits.attemptTimeout())
            .tcpKeepAlive(true);
    URI endpoint = settings.endpoint();
    // To read the certificates of the world takes a fifth of the start; here nobody asks for one.
    return endpoint != null && "http".equals(endpoint.getScheme())
        ? builder.tlsTrustManagersProvider(() -> new TrustManager[0])
        : builder;
  }

  private static ClientOverrideConfiguration calls(
      DynamoLimits limits, @Nullable RequestListener listener) {
    ClientOverrideConfiguration.Builder calls =
        ClientOverrideConfiguration.builder()
            .retryStrategy(retries(limits))
            .apiCallAttemptTimeout(limits.attemptTimeout())
            .apiCallTimeout(limits.callTimeout())
            .addExecutionInterceptor(new WholeAnswers());
    return listener == null
        ? calls.build()
        : calls.addExecutionInterceptor(new RequestWatch(listener)).build();
  }

  private static RetryStrategy retries(DynamoLimits limits) {
    return new SparingRetries(
        AwsRetryStrategy.standardRetryStrategy().toBuilder()
            .maxAttempts(limits.attempts())
            .backoffStrategy(BACK_OFF)
            .throttlingBackoffStrategy(BACK_OFF)
            .build());
  }
}
