package delphi.jobs.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Defaults, changes and refusals of the adapter's settings. */
class DynamoSettingsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void theDefaultsAreTheSeedsNamesAtAws() {
    DynamoSettings settings = DynamoSettings.DEFAULT;

    assertThat(settings.endpoint()).isNull();
    assertThat(settings.region()).isEqualTo("us-west-2");
    assertThat(settings.table()).isEqualTo("Delphi_JobQueue");
    assertThat(settings.journalTable()).isEqualTo("Delphi_JobJournal");
    assertThat(settings.place()).isEqualTo("AWS us-west-2");
  }

  /** Else a holder could still wait for an answer when it has to stop its process. */
  @Test
  void threeTriesFitIntoACallAndACallIntoTheMarginOfALease() {
    DynamoLimits limits = DynamoLimits.DEFAULT;

    assertThat(limits.attemptTimeout().multipliedBy(limits.attempts()))
        .isLessThan(limits.callTimeout());
    assertThat(limits.callTimeout()).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void eachSettingCanBeChanged() {
    var limits = new DynamoLimits(SECOND, SECOND, 1, 2, 3, SECOND);
    URI endpoint = URI.create("http://dynamodb:8000");

    assertThat(
            DynamoSettings.DEFAULT
                .withEndpoint(endpoint)
                .withRegion("eu-north-1")
                .withTables("Jobs", "Journal")
                .withLimits(limits))
        .isEqualTo(new DynamoSettings(endpoint, "eu-north-1", "Jobs", "Journal", limits));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:8000",
        "ftp://localhost",
        "http:///path",
        "http://user:password@localhost",
        "http://localhost?key=secret",
        "http://localhost#here"
      })
  void anEndpointIsAnAddressWithoutSecrets(String endpoint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DynamoSettings.DEFAULT.withEndpoint(URI.create(endpoint)))
        .withMessageStartingWith("an endpoint")
        .withMessageNotContainingAny("password", "secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "US WEST", "us-west-2.example.com"})
  void aRegionIsAWord(String region) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DynamoSettings.DEFAULT.withRegion(region))
        .withMessageStartingWith("a region");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ab", "Delphi JobQueue", "jobs/1"})
  void aTablesNameIsOneThatDynamoDbTakes(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DynamoSettings.DEFAULT.withTables(name, "Journal"))
        .withMessageStartingWith("a table's name");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DynamoSettings.DEFAULT.withTables("Jobs", name))
        .withMessageStartingWith("the journal's name");
  }

  @Test
  void jobsAndJournalAreTwoTables() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DynamoSettings.DEFAULT.withTables("Jobs", "Jobs"));
  }

  @Test
  void limitsThatAreNoneAreRefused() {
    Duration none = Duration.ZERO;

    assertRefused("a try", () -> new DynamoLimits(none, SECOND, 1, 1, 1, SECOND));
    assertRefused("a call", () -> new DynamoLimits(SECOND, SECOND.dividedBy(2), 1, 1, 1, SECOND));
    assertRefused("attempts", () -> new DynamoLimits(SECOND, SECOND, 0, 1, 1, SECOND));
    assertRefused("attempts", () -> new DynamoLimits(SECOND, SECOND, 11, 1, 1, SECOND));
    assertRefused("connections", () -> new DynamoLimits(SECOND, SECOND, 1, 0, 1, SECOND));
    assertRefused("connections", () -> new DynamoLimits(SECOND, SECOND, 1, 1_001, 1, SECOND));
    assertRefused("a read", () -> new DynamoLimits(SECOND, SECOND, 1, 1, 0, SECOND));
    assertRefused("a table", () -> new DynamoLimits(SECOND, SECOND, 1, 1, 1, none));
  }

  private static void assertRefused(String rule, Runnable making) {
    assertThatIllegalArgumentException().isThrownBy(making::run).withMessageStartingWith(rule);
  }
}
