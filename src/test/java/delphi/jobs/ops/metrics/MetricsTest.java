package delphi.jobs.ops.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.engine.EngineEvent;
import delphi.jobs.engine.ThreadTasks;
import delphi.jobs.job.Ending;
import delphi.jobs.job.Fence;
import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Results;
import delphi.jobs.job.Status;
import delphi.jobs.job.Transition;
import delphi.jobs.ops.Events;
import delphi.jobs.store.TableJobStore;
import delphi.jobs.store.memory.MemoryRoster;
import delphi.jobs.store.memory.MemoryTable;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.RowReader;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is counted of what the engine tells, and how it looks when it is scraped. */
class MetricsTest {
  private static final Path SNAPSHOT =
      Path.of("src/test/resources/delphi/jobs/ops/metrics/scrape.txt");
  private static final Path DOCUMENT = Path.of("docs/METRICS.md");

  private final MemoryTable table = new MemoryTable();
  private final Moment now = new Moment(Events.NOON);
  private final Metrics metrics = new Metrics("1.2.3", now);

  @BeforeEach
  void watch() {
    metrics.watch(
        new TableJobStore(table, new RowReader(ZoneOffset.UTC)),
        new MemoryRoster(),
        now,
        new ThreadTasks(),
        Duration.ofMinutes(1));
  }

  @Test
  void aScrapeLooksAsTheSnapshotSays() throws IOException {
    fill();

    String text = metrics.scrape().replace(Runtime.version().toString(), "JAVA");

    if ("write".equals(System.getProperty("snapshots"))) {
      Files.createDirectories(SNAPSHOT.toAbsolutePath().getParent());
      Files.writeString(SNAPSHOT, text);
    }
    assertThat(text).isEqualTo(Files.readString(SNAPSHOT));
  }

  @Test
  void everyFamilyIsThereWithItsKindAndItsLabels() {
    fill();

    Map<String, MetricSnapshot> found =
        metrics.snapshots().stream()
            .collect(Collectors.toMap(each -> each.getMetadata().getName(), each -> each));

    for (Family family : Family.values()) {
      if (family == Family.POLLERS) {
        continue; // Nobody has published himself here; see QueueLookTest.
      }
      MetricSnapshot seen = found.get(family.stem());
      assertThat(seen).as(family.fullName()).isNotNull();
      assertThat(seen instanceof CounterSnapshot)
          .as(family.fullName())
          .isEqualTo(family.kind() == Family.Kind.COUNTER);
      assertThat(seen instanceof HistogramSnapshot)
          .as(family.fullName())
          .isEqualTo(family.kind() == Family.Kind.HISTOGRAM);
      assertThat(labels(seen)).as(family.fullName()).isEqualTo(new TreeSet<>(family.labels()));
    }
    Set<String> known =
        Arrays.stream(Family.values()).map(Family::stem).collect(Collectors.toSet());
    assertThat(found.keySet())
        .allMatch(name -> known.contains(name) || known.contains(name.replaceAll("_max$", "")));
  }

  @Test
  void thereAreAtMostSixtyNames() {
    fill();

    long names =
        metrics
            .scrape()
            .lines()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.replaceAll("[{ ].*", ""))
            .distinct()
            .count();

    assertThat(names).isBetween(40L, 60L);
  }

  /** Dashboards of others are written against these; more labels may come, none may go. */
  @ParameterizedTest
  @CsvSource({
    "delphi_jobs_finished_total,type outcome",
    "delphi_jobs_claimed_total,type result",
    "delphi_job_duration_seconds,''",
    "delphi_job_queue_wait_seconds,''",
    "delphi_jobs_pending,type",
    "delphi_jobs_parked,type",
    "delphi_oldest_pending_age_seconds,''",
    "delphi_workers,''",
    "delphi_workers_busy,''",
    "delphi_lease_renewals_total,result",
    "delphi_rescues_total,''",
    "delphi_store_requests_total,op outcome",
    "delphi_store_request_duration_seconds,''",
    "delphi_store_capacity_units_total,kind index",
    "delphi_output_lines_dropped_total,''",
    "delphi_poller_last_poll_timestamp_seconds,''",
    "delphi_build_info,''"
  })
  void whatWasPromisedIsThere(String name, String labels) {
    List<String> promised = labels.isEmpty() ? List.of() : List.of(labels.split(" ", -1));

    assertThat(Family.values())
        .filteredOn(family -> family.fullName().equals(name))
        .singleElement()
        .satisfies(family -> assertThat(family.labels()).containsAll(promised));
  }

  @Test
  void theDocumentListsThemAll() throws IOException {
    List<String> listed =
        Files.readAllLines(DOCUMENT).stream().filter(line -> line.startsWith("| `")).toList();

    assertThat(listed).isEqualTo(table());
  }

  @Test
  void noJobAndNoConversationIsALabel() {
    fill();

    assertThat(metrics.scrape()).doesNotContain(Events.JOB.id(), "\"42\"", "worker-1");
  }

  @Test
  void aFailureIsCountedByWhatDecidedIt() {
    Results found =
        Results.failure("no space left")
            .with("failure", Map.of("cause", "disk_full", "fingerprint", "ab12cd34"));
    Results invented =
        Results.failure("odd").with("failure", Map.of("cause", "moon", "fingerprint", "ab12cd34"));

    ended(JobType.FULL_PIPELINE, found);
    ended(JobType.FULL_PIPELINE, invented);

    assertThat(metrics.scrape())
        .contains("delphi_jobs_failed_total{cause=\"disk_full\",type=\"FULL_PIPELINE\"} 1.0")
        .contains("delphi_jobs_failed_total{cause=\"not_told\",type=\"FULL_PIPELINE\"} 1.0")
        .doesNotContain("moon");
  }

  @Test
  void linesThatNobodyHasReadAreCountedElsewhereAndShown() {
    metrics.countLinesLost(() -> 7);
    System.gc();

    assertThat(metrics.scrape())
        .contains("delphi_output_lines_dropped_total{reason=\"reader\"} 7.0")
        .contains("delphi_output_lines_dropped_total{reason=\"room\"} 0.0");
  }

  /** Most requests take milliseconds; a histogram that knows whole seconds would tell nothing. */
  @Test
  void fractionsOfASecondAreToldApart() {
    Metrics counted = new Metrics("1", now);
    for (int millis : List.of(3, 50, 90, 900)) {
      counted.store().answered("Scan", "done", Duration.ofMillis(millis));
    }

    Scrape scrape = Scrape.of(Events.NOON, counted.scrape());
    assertThat(
            scrape.samples().stream()
                .filter(each -> each.name().equals("delphi_store_request_duration_seconds_bucket"))
                .map(each -> each.labels().get("le") + " " + (int) each.value()))
        .containsExactly("0.005 1", "0.02 1", "0.1 3", "0.5 3", "2.0 4", "10.0 4", "+Inf 4");
    assertThat(
            scrape.samples().stream()
                .filter(each -> each.name().equals("delphi_store_request_duration_seconds_max"))
                .map(Scrape.Sample::value))
        .containsExactly(0.9);
  }

  @Test
  void manyTypesShareOneLabel() {
    for (int type = 0; type < 100; type++) {
      ended(new JobType("T" + type), Results.failure("x"));
    }

    String failed =
        metrics
            .scrape()
            .lines()
            .filter(line -> line.startsWith("delphi_jobs_failed_total{"))
            .collect(Collectors.joining("\n"));
    assertThat(failed).hasLineCount(TypeNames.MOST + 1);
    assertThat(failed).contains("type=\"other\"} 80.0");
  }

  @Test
  void whatHasNoLabelIsThereFromZeroOn() {
    assertThat(metrics.scrape()).contains("delphi_rescues_total 0.0");
  }

  private void ended(JobType type, Results results) {
    Job job = failed(type);
    Fence fence = new Fence(job.id(), 2, Events.CLAIM, Status.PROCESSING);
    Transition written =
        new Transition.Complete(fence, Ending.FAILED, results, Notes.NONE, Events.NOON);
    metrics.hear(new EngineEvent.Ended(job, job, written, Duration.ofSeconds(70)));
  }

  private static Job failed(JobType type) {
    Job job = Events.JOB;
    return new Job(
        job.id(),
        type,
        Status.FAILED,
        job.request(),
        job.batch(),
        job.tenure(),
        job.history(),
        job.marks(),
        job.log(),
        null,
        List.of());
  }

  /** Everything that can be heard, and rows of each kind. */
  private void fill() {
    put(ARow.pending("waits").text("created_at", "2026-11-22T11:58:30.000Z"));
    put(
        ARow.pending("parked")
            .text("status", "PROCESSING")
            .text("phase", "PARKED")
            .text("lock_expires_at", "2026-11-22T12:05:00.000Z"));
    Events.all().forEach(metrics::hear);
    ended(JobType.FULL_PIPELINE, Results.failure("x"));
    metrics.countMessage(true);
    StoreMeter store = metrics.store();
    store.answered("Query", "done", Duration.ofMillis(7));
    store.answered("UpdateItem", "condition_failed", Duration.ofMillis(700));
    store.cost(false, "Jobs", 0.5, Map.of());
    store.cost(true, "Jobs", 1, Map.of("StatusCreatedIndex", 2.0));
  }

  private void put(ARow row) {
    table.write(Change.insert(row.row()));
  }

  private static Set<String> labels(MetricSnapshot seen) {
    Set<String> names = new TreeSet<>();
    seen.getDataPoints()
        .forEach(point -> point.getLabels().stream().map(Label::getName).forEach(names::add));
    return names;
  }

  private static List<String> table() {
    List<String> lines = new ArrayList<>();
    for (Family family : Family.values()) {
      lines.add(
          "| `%s` | %s | %s | %s |"
              .formatted(
                  family.fullName(),
                  Ends.word(family.kind()),
                  String.join(", ", family.labels()),
                  family.meaning()));
    }
    return lines;
  }
}
