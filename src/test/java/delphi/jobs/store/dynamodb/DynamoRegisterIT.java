package delphi.jobs.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import delphi.jobs.store.register.Kept;
import delphi.jobs.store.register.Register;
import delphi.jobs.store.register.RegisterContract;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DynamoRegisterIT extends RegisterContract {
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
  protected Register register() {
    return local.register();
  }

  @Test
  void aMissingTableIsToldWithWhatToDo() {
    try (LocalTable none = LocalTable.jobsOnly()) {
      assertThat(none.register().keep("seat", null, "me", Instant.MAX.minusSeconds(1)))
          .asInstanceOf(type(Kept.Refused.class))
          .satisfies(refused -> assertThat(refused.remedy()).contains("delphi init"));
    }
  }
}
