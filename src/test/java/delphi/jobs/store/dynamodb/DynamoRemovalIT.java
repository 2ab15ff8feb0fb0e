package delphi.jobs.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import delphi.jobs.store.RemovalContract;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Removal;
import delphi.jobs.store.row.Removed;
import delphi.jobs.store.row.Table;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DynamoRemovalIT extends RemovalContract {
  private static LocalTable local;

  @BeforeAll
  static void prepare() {
    local = LocalTable.jobsOnly();
  }

  @AfterAll
  static void close() {
    local.close();
  }

  @Override
  protected Table table() {
    return local.table();
  }

  @Override
  protected Removal removal() {
    return local.removal();
  }

  @Test
  void aMissingTableIsToldWithWhatToDo() {
    try (LocalTable none = LocalTable.named(null)) {
      assertThat(none.removal().remove(ARow.pending("a").row()))
          .asInstanceOf(type(Removed.Refused.class))
          .satisfies(refused -> assertThat(refused.remedy()).contains("delphi init"));
    }
  }

  @Test
  void aRowThatIsTooWideForAConditionStays() {
    ARow wide = ARow.pending("wide");
    for (int i = 0; i < 200; i++) {
      wide = wide.text("more_" + i, "x");
    }
    assertThat(removal().remove(wide.row())).isEqualTo(new Removed.Changed());
  }
}
