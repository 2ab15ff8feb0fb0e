package delphi.jobs.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import delphi.jobs.store.chronicle.Chronicle;
import delphi.jobs.store.chronicle.ChronicleContract;
import delphi.jobs.store.chronicle.Happened;
import delphi.jobs.store.chronicle.Noted;
import delphi.jobs.store.chronicle.PageText;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DynamoChronicleIT extends ChronicleContract {
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
  protected Chronicle chronicle() {
    return local.chronicle();
  }

  @Test
  void aMissingTableIsToldWithWhatToDo() {
    try (LocalTable none = LocalTable.jobsOnly()) {
      Instant later = Instant.EPOCH.plusSeconds(9_999_999_999L);
      assertThat(none.chronicle().add(PageText.pack("j", List.of(Happened.submitted()), later)))
          .asInstanceOf(type(Noted.Refused.class))
          .satisfies(refused -> assertThat(refused.remedy()).contains("delphi init"));
    }
  }
}
