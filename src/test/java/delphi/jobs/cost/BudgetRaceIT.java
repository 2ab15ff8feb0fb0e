package delphi.jobs.cost;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.store.dynamodb.DynamoConnection;
import delphi.jobs.store.dynamodb.DynamoDbLocal;
import delphi.jobs.store.dynamodb.DynamoSettings;
import delphi.jobs.store.register.Kept;
import delphi.jobs.store.register.Register;
import delphi.jobs.store.sql.SqlSetup;
import delphi.jobs.store.sql.SqlTable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several pollers ask the same budget at the same moment, over real tables. */
class BudgetRaceIT {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Money DOLLAR = Money.parse("1 USD");
  private static final int MANY = 8;

  @TempDir private Path folder = Path.of("");

  @Test
  void ofTwoThatLookAtTheSameMomentOneMayOrderInAFile() throws Exception {
    try (SqlTable one = file();
        SqlTable other = file()) {
      ofTwoOneMayOrder(one.register(), other.register());
    }
  }

  @Test
  void ofTwoThatLookAtTheSameMomentOneMayOrderInDynamoDb() throws Exception {
    String name = UUID.randomUUID().toString();
    try (DynamoConnection one = table(name);
        DynamoConnection other = table(name)) {
      one.setup().prepare(false);
      ofTwoOneMayOrder(one.register(), other.register());
    }
  }

  @Test
  void ofManyNoMoreMayOrderThanThereIsRoomForInAFile() throws Exception {
    try (SqlTable table = file()) {
      ofManyThreeMayOrder(table.register());
    }
  }

  @Test
  void ofManyNoMoreMayOrderThanThereIsRoomForInDynamoDb() throws Exception {
    try (DynamoConnection table = table(UUID.randomUUID().toString())) {
      table.setup().prepare(false);
      ofManyThreeMayOrder(table.register());
    }
  }

  private static void ofTwoOneMayOrder(Register one, Register other) throws Exception {
    Budget budget = new Budget(DOLLAR, null, DOLLAR);
    CyclicBarrier looked = new CyclicBarrier(2);
    List<Ledger.Answer> answers =
        all(
            List.of(
                () -> ask(new Meeting(one, looked), budget, "1"),
                () -> ask(new Meeting(other, looked), budget, "2")));

    assertThat(answers)
        .hasOnlyElementsOfTypes(Ledger.Answer.Free.class, Ledger.Answer.UsedUp.class);
    assertThat(answers).filteredOn(Ledger.Answer.Free.class::isInstance).hasSize(1);
  }

  private static void ofManyThreeMayOrder(Register register) throws Exception {
    Budget budget = new Budget(Money.parse("3 USD"), null, DOLLAR);
    List<Callable<Ledger.Answer>> askers = new ArrayList<>();
    for (int asker = 0; asker < MANY; asker++) {
      String job = "job-" + asker;
      askers.add(() -> ask(register, budget, job));
    }

    assertThat(all(askers)).filteredOn(Ledger.Answer.Free.class::isInstance).hasSize(3);
  }

  private static Ledger.Answer ask(Register register, Budget budget, String job) {
    return new Ledger(register, budget, Orders.UNKNOWN)
        .ask("12", new Hold(job, 1), job + ".0", NOON);
  }

  private static <T> List<T> all(List<Callable<T>> work) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<T> answers = new ArrayList<>();
      for (Future<T> one : threads.invokeAll(work)) {
        answers.add(one.get());
      }
      return answers;
    }
  }

  private SqlTable file() {
    Path file = folder.resolve("jobs.db");
    new SqlSetup(file).prepare(false);
    return SqlTable.open(file);
  }

  private static DynamoConnection table(String name) {
    DynamoSettings settings =
        DynamoSettings.DEFAULT
            .withEndpoint(DynamoDbLocal.shared().endpoint())
            .withTables("Jobs_" + name, "Journal_" + name);
    return DynamoConnection.open(settings, Map.of(), null);
  }

  /** Goes on from its first look only when the others have looked too. */
  private static final class Meeting implements Register {
    private final Register behind;
    private final CyclicBarrier looked;
    private boolean hasMet;

    Meeting(Register behind, CyclicBarrier looked) {
      this.behind = behind;
      this.looked = looked;
    }

    @Override
    public Optional<String> find(String name) {
      Optional<String> found = behind.find(name);
      if (!hasMet) {
        hasMet = true;
        try {
          looked.await(30, TimeUnit.SECONDS);
        } catch (Exception alone) {
          throw new IllegalStateException("the other one does not come", alone);
        }
      }
      return found;
    }

    @Override
    public Kept keep(String name, @Nullable String seen, String text, Instant expiresAt) {
      return behind.keep(name, seen, text, expiresAt);
    }
  }
}
