package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.store.dynamodb.DynamoDbLocal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores as the settings mean them: what is wired to them. */
class StoresIT {
  @TempDir private Path home = Path.of("");

  @Test
  void dynamoDbTellsItsClockWithEachAnswer() {
    Map<String, String> environment =
        Map.of(
            "DYNAMODB_ENDPOINT",
            DynamoDbLocal.shared().endpoint().toString(),
            "DELPHI_TABLE",
            "Delphi_" + UUID.randomUUID());
    Instant longAgo = Instant.parse("2001-01-01T00:00:00Z");

    stores(environment).withSetup(setup -> setup.prepare(false));

    try (OpenStore store = stores(environment).open(InstantSource.fixed(longAgo))) {
      assertThat(store.serverClock().difference()).isEmpty();
      assertThat(store.table().get("none")).isEmpty();

      assertThat(store.serverClock().difference())
          .hasValueSatisfying(told -> assertThat(told.least().toDays()).isGreaterThan(365));
    }
  }

  @Test
  void eachStoreHasAPlaceOfItsOwnInTheSpoolThatIsTheSameNextTime() {
    Path one = stores(Map.of("DELPHI_STORE", "sqlite:a.db")).spoolFolder();
    Path other = stores(Map.of("DELPHI_STORE", "sqlite:b/a.db")).spoolFolder();
    Path table = stores(Map.of("DYNAMODB_ENDPOINT", "http://h:8000")).spoolFolder();
    Path moved = stores(Map.of("DYNAMODB_ENDPOINT", "http://h:8001")).spoolFolder();

    assertThat(stores(Map.of("DELPHI_STORE", "sqlite:a.db")).spoolFolder()).isEqualTo(one);
    assertThat(List.of(one, other, table, moved))
        .doesNotHaveDuplicates()
        .allMatch(folder -> folder.startsWith(home.resolve(".delphi/spool")));
    assertThat(stores(Map.of("DELPHI_SPOOL_DIR", "/elsewhere")).spoolFolder().getParent())
        .isEqualTo(Path.of("/elsewhere"));
  }

  private Stores stores(Map<String, String> environment) {
    return new Stores(Settings.of(Map.of(), environment, null), environment, home);
  }
}
