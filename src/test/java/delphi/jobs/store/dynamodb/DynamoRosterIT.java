package delphi.jobs.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import delphi.jobs.store.StoreException;
import delphi.jobs.store.roster.AWorker;
import delphi.jobs.store.roster.Roster;
import delphi.jobs.store.roster.RosterContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DynamoRosterIT extends RosterContract {
  private static LocalTable local;

  @BeforeAll
  static void prepare() {
    local = LocalTable.jobsOnly();
    local.setup().prepare(false);
  }

  @AfterAll
  static void close() {
    local.close();
  }

  @Override
  protected Roster roster() {
    return local.roster();
  }

  @Test
  void aMissingTableIsToldWithWhatToDo() {
    try (LocalTable none = LocalTable.jobsOnly()) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> none.roster().publish(AWorker.named("w")))
          .satisfies(missing -> assertThat(missing.remedy()).contains("delphi init"));
    }
  }
}
