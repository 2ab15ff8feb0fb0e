package delphi.jobs.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import delphi.jobs.store.memory.MemoryTable;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Condition;
import delphi.jobs.store.row.Removal;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.RowReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Which rows go, in which order things happen, and what a crash at any of them leaves. */
class RetirementTest {
  private static final Instant CUTOFF = Instant.parse("2026-08-24T00:00:00Z");
  private static final String OLD = "2026-08-01T10:00:00Z";

  private final MemoryTable table = new MemoryTable();
  private final Map<String, byte[]> files = new TreeMap<>();
  private final Map<String, Row> originals = new HashMap<>();

  @Test
  void onlyWhatHasEndedBeforeGoesAndOnlyWhenNothingNeedsIt() throws IOException {
    put(ended("completed", "COMPLETED"));
    put(ended("failed", "FAILED"));
    put(ended("cancelled", "FAILED").text("phase", "CANCELLED"));
    put(ended("recent", "COMPLETED").text("completed_at", "2026-08-24T00:00:00Z"));
    put(ended("quarantined", "FAILED").text("phase", "QUARANTINED"));
    put(ended("open", "FAILED").text("order_marker", "dj-1").text("order_open_since", OLD));
    put(ended("locked", "COMPLETED").text("lock_expires_at", OLD));
    put(ended("root", "COMPLETED"));
    put(ended("check", "FAILED"));
    put(
        ARow.pending("waiting")
            .text("status", "PROCESSING")
            .text("phase", "PARKED")
            .text("batch_job_id", "root")
            .text("check_job_id", "check"));
    put(ended("held", "PROCESSING").text("phase", "HELD"));
    put(ARow.pending("old but waiting"));

    Retired retired = retirement(row -> table.removal().remove(row), this::keep).run(CUTOFF);

    assertThat(exported()).containsOnlyKeys("completed", "failed", "cancelled");
    assertThat(left())
        .containsExactlyInAnyOrder(
            "recent",
            "quarantined",
            "open",
            "locked",
            "root",
            "check",
            "waiting",
            "held",
            "old but waiting");
    assertThat(retired.removed()).isEqualTo(3);
    assertThat(retired.stayed())
        .isEqualTo(Map.of(Stay.OPEN_ORDER, 1, Stay.LOCKED, 1, Stay.REFERRED_TO, 2));
  }

  @Test
  void whatWouldGoIsKnownWithoutDoingIt() {
    put(ended("a", "COMPLETED"));
    put(ended("b", "FAILED").text("order_marker", "dj-1").text("order_open_since", OLD));

    Retired plan =
        retirement(
                _ -> {
                  throw new AssertionError("nothing is removed");
                },
                (_, _) -> {
                  throw new AssertionError("nothing is written");
                })
            .plan(CUTOFF);

    assertThat(plan.planned()).isEqualTo(1);
    assertThat(plan.stayed()).isEqualTo(Map.of(Stay.OPEN_ORDER, 1));
  }

  @Test
  void whatDoesNotComeBackAsItWasWrittenIsNotRemoved() {
    put(ended("a", "COMPLETED"));
    Retirement run =
        retirement(
            row -> table.removal().remove(row),
            (name, content) -> {
              byte[] broken = content.clone();
              broken[broken.length - 9] ^= 1;
              files.put(name, broken);
            });

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> run.run(CUTOFF))
        .withMessageContaining("nothing of it was removed");
    assertThat(left()).containsExactly("a");
    assertThat(files.keySet()).noneMatch(name -> name.endsWith(".manifest.json"));
  }

  @Test
  void aRowThatChangesAfterItWasExportedStays() throws IOException {
    put(ended("a", "COMPLETED"));
    put(ended("b", "COMPLETED"));
    Retirement run =
        retirement(
            row -> table.removal().remove(row),
            (name, content) -> {
              keep(name, content);
              touch("b");
            });

    Retired retired = run.run(CUTOFF);

    assertThat(left()).containsExactly("b");
    assertThat(retired.stayed()).isEqualTo(Map.of(Stay.CHANGED, 1));
  }

  @Test
  void manyRowsOfManyDaysAreAllExportedOnceInFilesOfTheirDay() throws IOException {
    for (int i = 0; i < 2_500; i++) {
      // All were created at one time, as by an import; nothing is found by it twice.
      put(
          ended("job-" + i, i % 3 == 0 ? "FAILED" : "COMPLETED")
              .text("completed_at", "2026-08-0" + (1 + i % 2) + "T10:00:00Z"));
    }

    Retired retired = retirement(row -> table.removal().remove(row), this::keep).run(CUTOFF);

    assertThat(retired.removed()).isEqualTo(2_500);
    assertThat(left()).isEmpty();
    assertThat(exported()).isEqualTo(originals);
    assertThat(parts()).hasSize(4).allMatch(name -> name.startsWith("jobs-2026-08-0"));
    assertThat(parts())
        .extracting(name -> new String(content(name + ".manifest.json"), StandardCharsets.UTF_8))
        .allMatch(manifest -> manifest.contains("\"sha256\":\""))
        .anyMatch(manifest -> manifest.contains("\"day\":\"2026-08-01\",\"rows\":1000"));
  }

  /** The run dies before its first step, before its second, and so on; the next one goes on. */
  @Test
  void aCrashAtAnyStepLosesNothingAndTheNextRunGoesOn() {
    for (int i = 0; i < 4; i++) {
      put(
          ended("job-" + i, "COMPLETED")
              .text("completed_at", "2026-08-0" + (1 + i % 2) + OLD.substring(10)));
    }
    int crashes = 0;
    for (int steps = 0; !isDone(steps); steps++) {
      crashes++;
      Set<String> somewhere = new HashSet<>(left());
      somewhere.addAll(exported().keySet());
      assertThat(somewhere).as("after %d steps", steps).isEqualTo(originals.keySet());
      for (String id : originals.keySet()) {
        assertThat(left().contains(id) || originals.get(id).equals(exported().get(id))).isTrue();
      }
    }
    assertThat(crashes).isGreaterThan(3);
    assertThat(left()).isEmpty();
    assertThat(exported()).isEqualTo(originals);
  }

  @Test
  void whoeverIsToldToStopStopsAfterTheRow() throws IOException {
    put(ended("a", "COMPLETED"));
    put(ended("b", "COMPLETED"));
    AtomicBoolean isFirst = new AtomicBoolean(true);

    Retired retired =
        new Retirement(
                table,
                new RowReader(ZoneOffset.UTC),
                table.removal(),
                vault(this::keep),
                new Retirement.Watcher() {
                  @Override
                  public void exported(String name, int rows) {}

                  @Override
                  public boolean removed() {
                    return !isFirst.getAndSet(false);
                  }
                })
            .run(CUTOFF);

    assertThat(retired.isStopped()).isTrue();
    assertThat(retired.removed()).isEqualTo(1);
    assertThat(left()).hasSize(1);
  }

  /** Runs until so many steps are done, and dies; true when it came to its end before. */
  private boolean isDone(int steps) {
    int[] left = {steps};
    Runnable step =
        () -> {
          if (left[0]-- == 0) {
            throw new Death();
          }
        };
    try {
      retirement(
              row -> {
                step.run();
                return table.removal().remove(row);
              },
              (name, content) -> {
                step.run();
                keep(name, content);
              })
          .run(CUTOFF);
      return true;
    } catch (Death died) {
      return false;
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private Retirement retirement(Removal removal, Writer writer) {
    return new Retirement(
        table,
        new RowReader(ZoneOffset.UTC),
        removal,
        vault(writer),
        new Retirement.Watcher() {
          @Override
          public void exported(String name, int rows) {}

          @Override
          public boolean removed() {
            return true;
          }
        });
  }

  private Vault vault(Writer writer) {
    return new Vault() {
      @Override
      public void put(String name, byte[] content) throws IOException {
        writer.put(name, content);
      }

      @Override
      public byte[] get(String name) {
        return content(name);
      }
    };
  }

  private byte[] content(String name) {
    return files.getOrDefault(name, new byte[0]);
  }

  private void keep(String name, byte[] content) {
    files.put(name, content);
  }

  private void put(ARow row) {
    table.write(Change.insert(row.row()));
    originals.put(row.row().jobId(), row.row());
  }

  private void touch(String id) {
    table.write(
        new Change(
            id,
            List.of(new Condition.Equal("job_id", new Attribute.Text(id))),
            Map.of("note", new Attribute.Text("somebody was here")),
            Set.of()));
  }

  private List<String> left() {
    List<String> left = new ArrayList<>();
    originals.keySet().stream().filter(id -> table.get(id).isPresent()).sorted().forEach(left::add);
    return left;
  }

  private List<String> parts() {
    return files.keySet().stream().filter(name -> name.endsWith(".gz")).toList();
  }

  private Map<String, Row> exported() {
    Map<String, Row> rows = new HashMap<>();
    for (String name : parts()) {
      try {
        Part.read(content(name)).forEach(row -> rows.put(row.jobId(), row));
      } catch (IOException broken) {
        throw new AssertionError(broken);
      }
    }
    return rows;
  }

  private static ARow ended(String id, String status) {
    return ARow.pending(id)
        .text("status", status)
        .text("created_at", "2026-08-01T09:00:00Z")
        .text("completed_at", OLD);
  }

  /** How a file is written. */
  private interface Writer {
    void put(String name, byte[] content) throws IOException;
  }

  /** The end of a process, of which nothing in it hears. */
  private static final class Death extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
