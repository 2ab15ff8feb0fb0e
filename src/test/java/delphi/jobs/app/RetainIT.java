package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.desk.Exit;
import delphi.jobs.retention.Retired;
import delphi.jobs.retention.Rota;
import delphi.jobs.retention.s3.BucketStandIn;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.AttributeJson;
import delphi.jobs.store.row.Row;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code delphi retain} on a SQLite file, also as a process that is killed. */
class RetainIT {
  private static final int ROWS = 40;

  @TempDir private Path home = Path.of("");

  private Path folder = Path.of("");

  @BeforeEach
  void makeTheStore() {
    assertThat(new Cli(home).run("init").exit()).isEqualTo(Exit.OK);
    folder = home.resolve("old");
  }

  @Test
  void aRunThatIsKilledWhileItRemovesLosesNothingAndTheNextGoesOn() throws Exception {
    Map<String, Row> originals = new HashMap<>();
    Shelf shelf = new Shelf(home);
    for (int i = 0; i < ROWS; i++) {
      ARow row = ended("job-" + i).text("completed_at", "2026-01-0" + (1 + i % 3) + "T10:00:00Z");
      shelf.put(row);
      originals.put("job-" + i, row.row());
    }

    try (Program run =
        Program.start(
            home, Map.of(), "retain", "--older-than=90d", "--to=" + folder, "--rate=4", "-y")) {
      run.awaitLine("jobs-2026-01-01-");
      run.kill();
    }
    Map<String, Row> exported = exported();
    List<String> left = new Cli(home).run("list", "--limit=100", "-q").out().lines().toList();
    assertThat(left).as("it was killed on the way").isNotEmpty();
    for (String id : originals.keySet()) {
      assertThat(left.contains(id) || originals.get(id).equals(exported.get(id))).as(id).isTrue();
    }

    try (Program next =
        Program.start(
            home, Map.of(), "retain", "--older-than=90d", "--to=" + folder, "--rate=1000", "-y")) {
      assertThat(next.awaitEnd()).as(next.output()).isZero();
    }
    assertThat(exported()).isEqualTo(originals);
    assertThat(new Cli(home).run("list", "-q").out()).isEmpty();
    everyManifestIsTrue();
  }

  /** The same by two pollers, of which one is killed on its way; jobs run meanwhile. */
  @Test
  void aPollerRetiresRowsByItselfAndAnotherGoesOnWhenItIsKilled() throws Exception {
    Map<String, Row> originals = new HashMap<>();
    Shelf shelf = new Shelf(home);
    for (int i = 0; i < ROWS; i++) {
      ARow row = ended("job-" + i).text("completed_at", "2026-01-0" + (1 + i % 3) + "T10:00:00Z");
      shelf.put(row);
      originals.put("job-" + i, row.row());
    }
    Map<String, String> environment = polling("1000");
    Map<String, String> slow = polling("100");

    try (Program poller = Program.start(home, slow, "poll")) {
      poller.awaitLine("they leave the table now");
      poller.kill();
    }
    Map<String, Row> exported = exported();
    List<String> left = new Cli(home).run("list", "--limit=100", "-q").out().lines().toList();
    assertThat(left).as("it was killed on the way").isNotEmpty();
    for (String id : originals.keySet()) {
      assertThat(left.contains(id) || originals.get(id).equals(exported.get(id))).as(id).isTrue();
    }

    // Its shift is over after five minutes, which nobody waits for here.
    shelf.withRegister(register -> {
      Rota other = new Rota(register, "another");
      assertThat(other.begin(Instant.now(), Duration.ofSeconds(1)))
          .as("while it may live")
          .isFalse();
      assertThat(other.begin(Instant.now().plus(Rota.LEASE), Duration.ofSeconds(1))).isTrue();
      assertThat(other.end(Instant.now(), new Retired(0, 0, 0, Map.of(), true))).isTrue();
    });
    try (Program next = Program.start(home, environment, "poll")) {
      next.awaitLine("delphi.retention - INFO - Retired ");
      String id = new Cli(home).run("submit", "FULL_PIPELINE", "-c", "1").out().strip();
      assertThat(new Cli(home).run("history", id).exit()).isEqualTo(Exit.OK);
      next.terminate();
      assertThat(next.awaitEnd()).as(next.output()).isZero();
    }
    assertThat(exported()).isEqualTo(originals);
    assertThat(new Cli(home).run("list", "-q").out().lines()).hasSize(1);
    everyManifestIsTrue();
    shelf.withRegister(register ->
        assertThat(new Rota(register, "").newest())
            .hasValueSatisfying(shift -> {
              assertThat(shift.until()).isNull();
              assertThat(shift.ranAt()).isNotNull();
              assertThat(shift.trouble()).isEmpty();
            }));
  }

  @Test
  void whoeverAsksForAJobWhoseRowIsGoneIsToldWhereItIs() throws Exception {
    new Shelf(home).put(ended("a").number("version", 3));
    assertThat(run("--yes").exit()).isEqualTo(Exit.OK);
    String file = files(".jsonl.gz").getFirst().toString();

    assertThat(new Cli(home).run("history", "a").out()).contains("export: COMPLETED", file);
    Cli.Ran why = new Cli(home).run("why", "a");
    assertThat(why.exit()).isEqualTo(Exit.NOT_FOUND);
    assertThat(why.out()).contains("retired", "its row was exported to " + file);
    Cli.Ran show = new Cli(home).run("show", "a");
    assertThat(show.exit()).isEqualTo(Exit.NOT_FOUND);
    assertThat(show.err()).contains("its row was exported to " + file, "`delphi history a`");
    assertThat(new Cli(home).run("show", "b").err()).contains("there is none");
    assertThat(new Cli(home).run("history", "b").exit()).isEqualTo(Exit.NOT_FOUND);
    assertThat(new Cli(home).run("why", "b").out()).doesNotContain("retired");
  }

  @Test
  void aPollerThatIsNotToldWhatToRetireDoesNotStart() throws Exception {
    Map<String, String> environment = polling("25");
    environment.remove("DELPHI_RETAIN_TO");
    try (Program poller = Program.start(home, environment, "poll", "--drain")) {
      assertThat(poller.awaitEnd()).isEqualTo(Exit.CONFIGURATION.code());
      assertThat(poller.output()).contains("Set DELPHI_RETAIN_OLDER_THAN and DELPHI_RETAIN_TO too");
    }
  }

  private Map<String, String> polling(String units) {
    Map<String, String> environment = new HashMap<>();
    environment.put("DELPHI_APP_PATH", home.toString());
    environment.put("DELPHI_RETAIN_EVERY", "10s");
    environment.put("DELPHI_RETAIN_OLDER_THAN", "90d");
    environment.put("DELPHI_RETAIN_TO", folder.toString());
    environment.put("DELPHI_RETAIN_UNITS", units);
    return environment;
  }

  @Test
  void rowsGoToABucketAndOnlyThenFromTheTable() throws Exception {
    new Shelf(home).put(ended("kept").text("completed_at", "2026-01-01T10:00:00Z"));
    try (BucketStandIn bucket = new BucketStandIn()) {
      String[] retain = {"retain", "--older-than=90d", "--to=s3://exports/old", "-y"};
      Map<String, String> environment = new HashMap<>();
      environment.put("AWS_ENDPOINT_URL_S3", bucket.endpoint().toString());
      environment.put("AWS_REGION", "eu-west-1");
      environment.put("AWS_ACCESS_KEY_ID", BucketStandIn.KEY);
      environment.put("AWS_SECRET_ACCESS_KEY", "another");

      try (Program refused = Program.start(home, environment, retain)) {
        assertThat(refused.awaitEnd()).isEqualTo(Exit.FAILED.code());
        assertThat(refused.output()).contains("the signature is another one", "still in the table");
      }
      assertThat(new Cli(home).run("list", "-q").out()).contains("kept");

      environment.put("AWS_SECRET_ACCESS_KEY", BucketStandIn.SECRET);
      try (Program done = Program.start(home, environment, retain)) {
        assertThat(done.awaitEnd()).as(done.output()).isZero();
      }
      assertThat(bucket.objects.keySet())
          .hasSize(2)
          .allMatch(name -> name.startsWith("/exports/old/jobs-2026-01-01-"));
      assertThat(new Cli(home).run("list", "-q").out()).isEmpty();
    }
  }

  @Test
  void itSaysWhatItDoesAndWhatStays() throws Exception {
    Shelf shelf = new Shelf(home);
    shelf.put(ended("a"));
    shelf.put(ended("b").text("order_marker", "dj-1").text("order_open_since", "2026-01-01"));
    shelf.put(ARow.pending("c"));

    Cli.Ran dry = run("--dry-run");
    assertThat(dry.err())
        .contains("1 rows would go of jobs that ended before 2026-08-24T12:00:00.000Z")
        .contains("stay (open order): 1");
    assertThat(folder).doesNotExist();

    Cli.Ran done = run("--yes");
    assertThat(done.exit()).isEqualTo(Exit.OK);
    assertThat(done.out()).matches("jobs-2026-01-01-[0-9a-f]{12}\\.jsonl\\.gz\t1\n");
    assertThat(done.err()).contains("1 rows exported, 1 removed");
    assertThat(exported()).containsOnlyKeys("a");
    assertThat(new Cli(home).run("list", "-q").out().lines()).containsExactlyInAnyOrder("b", "c");

    JsonNode again = JsonMapper.shared().readTree(run("--yes", "--json").out());
    assertThat(again.path("exported").asInt()).isZero();
    assertThat(again.path("stay").path("open_order").asInt()).isEqualTo(1);
  }

  @Test
  void whatIsNotSaidOrTooYoungIsRefused() {
    assertThat(run().err()).contains("it removes rows from the table", "--dry-run");
    assertThat(run("--yes", "--older-than=1d").exit()).isEqualTo(Exit.USAGE);
    assertThat(run("--yes", "--rate=0").exit()).isEqualTo(Exit.USAGE);
    assertThat(new Cli(home).run("retain", "--yes").err()).contains("DELPHI_RETAIN_OLDER_THAN");
    assertThat(new Cli(home).run("retain", "--yes", "--older-than=9d").err())
        .contains("DELPHI_RETAIN_TO");
    assertThat(new Cli(home).run("retain", "-y", "--older-than=9d", "--to=s3://B/p").err())
        .contains("it is no s3://BUCKET/PREFIX", "a bucket like s3://exports/delphi");
  }

  @Test
  void whatIsSetNeedNotBeSaid() throws Exception {
    new Shelf(home).put(ended("a"));

    Cli.Ran ran =
        new Cli(home)
            .with("DELPHI_RETAIN_OLDER_THAN", "90d")
            .with("DELPHI_RETAIN_TO", folder.toString())
            .run("retain", "--yes");

    assertThat(ran.exit()).as(ran.err()).isEqualTo(Exit.OK);
    assertThat(exported()).containsOnlyKeys("a");
  }

  private Cli.Ran run(String... more) {
    List<String> all =
        Stream.concat(Stream.of("retain", "--older-than=90d", "--to=" + folder), Stream.of(more))
            .toList();
    return new Cli(home).run(all.toArray(String[]::new));
  }

  private Map<String, Row> exported() throws IOException {
    Map<String, Row> rows = new HashMap<>();
    for (Path file : files(".jsonl.gz")) {
      byte[] packed = Files.readAllBytes(file);
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        for (String line : text.lines().toList()) {
          Row row = AttributeJson.readRow(line.substring("{\"Item\":".length(), line.length() - 1));
          rows.put(row.jobId(), row);
        }
      }
    }
    return rows;
  }

  private void everyManifestIsTrue() throws Exception {
    for (Path file : files(".manifest.json")) {
      JsonNode manifest = JsonMapper.shared().readTree(Files.readString(file));
      byte[] part = Files.readAllBytes(folder.resolve(manifest.path("file").asString()));
      String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(part));
      assertThat(manifest.path("sha256").asString()).isEqualTo(digest);
      assertThat(manifest.path("bytes").asInt()).isEqualTo(part.length);
    }
    assertThat(files(".unfinished")).isEmpty();
  }

  private List<Path> files(String end) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(end)).toList();
    }
  }

  private static ARow ended(String id) {
    return ARow.pending(id)
        .text("status", "COMPLETED")
        .text("created_at", "2026-01-01T09:00:00Z")
        .text("completed_at", "2026-01-01T10:00:00Z");
  }
}
