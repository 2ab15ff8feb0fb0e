package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.desk.Exit;
import delphi.jobs.job.LogEntry.Level;
import delphi.jobs.store.journal.ChunkKey;
import delphi.jobs.store.journal.LogChunk;
import delphi.jobs.store.journal.LogRecord;
import delphi.jobs.store.journal.LogRecord.Origin;
import delphi.jobs.store.row.ARow;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code logs} out of the journal: whole, followed, taken up again. */
class LogsVerbTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final String ELSEWHERE = "{\"entries\":[],\"log_location\":\"journal\"}";

  @TempDir private Path home;
  private Shelf shelf;

  @BeforeEach
  void prepare() {
    new Cli(home).run("init");
    shelf = new Shelf(home);
  }

  @Test
  void theWholeLogOfAllAttemptsIsPrinted() {
    shelf.put(ARow.pending("job").text("logs", ELSEWHERE));
    twoAttempts();

    Cli.Ran ran = new Cli(home).run("logs", "job");

    assertThat(ran.out())
        .isEqualTo(
            """
            2026-11-22T12:00:01.000Z INFO    begins
            2026-11-22T12:00:02.000Z         out one
            2026-11-22T12:00:03.000Z ERROR   err one
            2026-11-22T12:00:04.000Z         (96 lines of 9600 bytes were not kept)
            2026-11-22T12:01:40.000Z         out last
            2026-11-22T12:00:01.000Z INFO    begins again
            2026-11-22T12:00:02.000Z WARNING out \\u001b[2J\\u202e two
            """);
    assertThat(ran.err()).isEqualTo("delphi: attempt 1:\ndelphi: attempt 2:\n");
  }

  @Test
  void partsOfItCanBeChosen() {
    shelf.put(ARow.pending("job").text("logs", ELSEWHERE));
    twoAttempts();

    assertThat(texts("logs", "job", "--attempt=2"))
        .containsExactly("begins again", "out \\u001b[2J\\u202e two");
    assertThat(texts("logs", "job", "--tail=2"))
        .containsExactly("begins again", "out \\u001b[2J\\u202e two");
    assertThat(texts("logs", "job", "--stderr", "--attempt=1"))
        .containsExactly("err one", "(96 lines of 9600 bytes were not kept)");
    assertThat(texts("logs", "job", "--stdout", "--stderr", "--attempt=1", "--tail=1"))
        .containsExactly("out last");
    assertThat(texts("logs", "job", "--since=2026-11-22T12:01:00Z")).containsExactly("out last");
    assertThat(texts("logs", "job", "--after=2.1.100"))
        .containsExactly("begins again", "out \\u001b[2J\\u202e two");
    assertThat(new Cli(home).run("logs", "job", "--after=soon").exit()).isEqualTo(Exit.USAGE);
  }

  @Test
  void asJsonEachLineSaysWhereItIs() {
    shelf.put(ARow.pending("job").text("logs", ELSEWHERE));
    twoAttempts();

    assertThat(new Cli(home).run("logs", "job", "--json", "--tail=1").out())
        .contains(
            "\"message\" : \"out \\u001B[2J\\u202e two\"",
            "\"source\" : \"stdout\"",
            "\"attempt\" : 2",
            "\"cursor\" : \"4.0.2\"");
    assertThat(new Cli(home).run("logs", "job", "--json").out())
        .contains("\"dropped_lines\" : 96", "\"dropped_bytes\" : 9600");
  }

  @Test
  void whatOnlyTheRowHoldsIsPrintedWithAWordAboutIt() {
    String entries =
        "{\"entries\":[{\"timestamp\":\"2026-11-22T11:00:00Z\",\"level\":\"INFO\","
            + "\"message\":\"from the row\"}],\"log_location\":\"%s\"}";
    shelf.put(ARow.pending("job").text("logs", entries.formatted("journal")));
    shelf.put(ARow.pending("mixed").text("logs", entries.formatted("")));
    shelf.log("mixed", chunk(2, 0, 1, line(1, Origin.STDOUT, null, "from the journal")));

    Cli.Ran ran = new Cli(home).run("logs", "job");
    assertThat(ran.out()).endsWith("from the row\n");
    assertThat(ran.err()).contains("the journal has nothing of this log");
    assertThat(texts("logs", "mixed")).containsExactly("from the row", "from the journal");
  }

  @Test
  void followingGoesFromAttemptToAttemptAndEndsWithTheJob() {
    shelf.put(ARow.pending("job").text("logs", ELSEWHERE));
    List<Runnable> events = new ArrayList<>();
    events.add(() -> shelf.log("job", chunk(2, 0, 1, line(1, Origin.STDOUT, null, "one"))));
    events.add(() -> {});
    events.add(() -> shelf.log("job", chunk(2, 1, 1, line(2, Origin.STDOUT, null, "two"))));
    events.add(() -> shelf.log("job", chunk(4, 0, 2, line(1, Origin.STDOUT, null, "three"))));
    events.add(() -> {
      shelf.log("job", chunk(4, 1, 2, line(2, Origin.STDOUT, null, "four")));
      shelf.change("job", new ARow(Map.of()).text("status", "COMPLETED"));
    });
    Cli cli = new Cli(home).whilePausing(_ -> happens(events));

    Cli.Ran ran = cli.run("logs", "-f", "job");

    assertThat(texts(ran)).containsExactly("one", "two", "three", "four");
    assertThat(ran.exit()).isEqualTo(Exit.OK);
    assertThat(ran.err()).contains("attempt 1:", "attempt 2:", "job job ended as COMPLETED");
  }

  @Test
  void whoeverIsInterruptedGoesOnWithoutLossOrRepeat() {
    Random random = new Random(11);
    shelf.put(ARow.pending("job").text("logs", ELSEWHERE));
    List<String> written = new ArrayList<>();
    List<String> read = new ArrayList<>();
    String cursor = null;
    int number = 0;
    int line = 0;
    for (int round = 0; round < 12; round++) {
      int more = random.nextInt(3);
      for (int chunk = 0; chunk < more; chunk++) {
        List<LogRecord> records = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
          records.add(line(++line, Origin.STDOUT, null, "line " + line));
          written.add("line " + line);
        }
        shelf.log("job", new LogChunk(new ChunkKey(2, number++), 1, NOON, records));
      }
      Stream<String> args =
          Stream.concat(
              Stream.of("logs", "-f", "job", "--json"),
              cursor == null ? Stream.of() : Stream.of("--after=" + cursor));
      int lines = random.nextInt(5);
      Cli.Ran ran = new Cli(home).whilePausing(_ -> false).run(args.toArray(String[]::new));
      assertThat(ran.exit()).isEqualTo(Exit.INTERRUPTED);
      // Cut off at any line, as if the pipe had broken there.
      List<String> shown = ran.out().lines().limit(lines).toList();
      for (String object : shown) {
        read.add(object.replaceFirst(".*\"message\":\"([^\"]*)\".*", "$1"));
        cursor = object.replaceFirst(".*\"cursor\":\"([^\"]*)\".*", "$1");
      }
    }
    Cli.Ran rest = new Cli(home).run("logs", "job", "--after=" + cursor);
    read.addAll(texts(rest));

    assertThat(written).hasSizeGreaterThan(10);
    assertThat(read).isEqualTo(written);
  }

  @Test
  void followingAJobWithoutAJournalShowsWhatItsRowShowsAndNothingTwice() {
    shelf.put(ARow.pending("job"));
    String one = entry("2026-11-22T12:00:01Z", "one");
    String two = entry("2026-11-22T12:00:02Z", "two");
    List<Runnable> events = new ArrayList<>();
    events.add(() -> shelf.change("job", logs(one)));
    events.add(() -> shelf.change("job", logs(one + "," + two)));
    events.add(() ->
        shelf.log(
            "job",
            chunk(
                2,
                0,
                1,
                line(1, Origin.POLLER, Level.INFO, "one"),
                line(2, Origin.POLLER, Level.INFO, "two"),
                line(3, Origin.STDOUT, null, "three"))));
    events.add(() -> shelf.change("job", logs(one).text("status", "FAILED")));
    Cli cli = new Cli(home).whilePausing(_ -> happens(events));

    assertThat(texts(cli.run("logs", "-f", "job"))).containsExactly("one", "two", "three");
  }

  @Test
  void aHoleIsSaid() {
    shelf.put(ARow.pending("job").text("logs", ELSEWHERE));
    shelf.log("job", chunk(2, 0, 1, line(1, Origin.STDOUT, null, "one")));
    shelf.log("job", chunk(2, 2, 1, line(3, Origin.STDOUT, null, "three")));

    Cli.Ran ran = new Cli(home).run("logs", "job");

    assertThat(texts(ran)).containsExactly("one", "three");
    assertThat(ran.err()).contains("a part of the log before log#0000000002#00000002 is missing");
  }

  private void twoAttempts() {
    shelf.log(
        "job",
        chunk(
            2,
            0,
            1,
            line(1, Origin.POLLER, Level.INFO, "begins"),
            line(2, Origin.STDOUT, null, "out one")));
    shelf.log(
        "job",
        chunk(
            2,
            1,
            1,
            line(3, Origin.STDERR, Level.ERROR, "err one"),
            new LogRecord.Gap(4, 99, 9_600, NOON.plusSeconds(4)),
            line(100, Origin.STDOUT, null, "out last")));
    shelf.log(
        "job",
        chunk(
            4,
            0,
            2,
            line(1, Origin.POLLER, Level.INFO, "begins again"),
            line(2, Origin.STDOUT, Level.WARNING, "out \u001b[2J\u202e two")));
  }

  private static boolean happens(List<Runnable> events) {
    if (events.isEmpty()) {
      throw new AssertionError("it goes on after the end");
    }
    events.removeFirst().run();
    return true;
  }

  private List<String> texts(String... args) {
    return texts(new Cli(home).run(args));
  }

  /** Without times and levels. */
  private static List<String> texts(Cli.Ran ran) {
    return ran.out().lines().map(line -> line.substring(33)).toList();
  }

  private static LogChunk chunk(long claim, int number, int attempt, LogRecord... records) {
    return new LogChunk(new ChunkKey(claim, number), attempt, NOON, List.of(records));
  }

  private static LogRecord line(long number, Origin origin, @Nullable Level level, String text) {
    return new LogRecord.Line(number, NOON.plusSeconds(number), origin, level, text);
  }

  private static ARow logs(String entries) {
    return new ARow(Map.of()).text("logs", "{\"entries\":[" + entries + "],\"log_location\":\"\"}");
  }

  private static String entry(String time, String message) {
    return "{\"timestamp\":\"%s\",\"level\":\"INFO\",\"message\":\"%s\"}".formatted(time, message);
  }
}
