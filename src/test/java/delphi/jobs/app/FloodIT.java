package delphi.jobs.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.PlainJson;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real poller whose heap is 64 MB, and jobs that print much more than that. The long form ({@code
 * -Dlong=true}) is 10 GB of most kinds.
 */
class FloodIT {
  private static final boolean IS_LONG = Boolean.getBoolean("long");
  private static final List<String> SMALL =
      List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");

  /** The least that tells jobs apart: {@code [DELPHI JOB 01234567}. */
  private static final int BEGIN_CHARS = 20;

  /** Prints so many megabytes of a kind, notes how many lines they were, and ends with 4. */
  private static final String FLOOD =
      """
      #!/usr/bin/python3
      import os, sys
      kind = os.environ["DELPHI_JOB_ID"]
      sizes = %s
      block = {
          "kind-80b": (b"x" * 79 + b"\\n") * 13107,
          "kind-one": b"\\n" * 1048576,
          "kind-no-": b"x" * 1048576,
          "kind-cr-": (b"x" * 79 + b"\\r") * 13107,
          "kind-rnd": os.urandom(1048576),
      }.get(kind, b"endless\\n" * 8192)
      lines = 0
      for _ in range(sizes.get(kind, 10 ** 9)):
          rest = block
          while rest:
              rest = rest[os.write(1, rest):]
          lines += block.count(b"\\n")
      if block[-1:] != b"\\n":
          lines += 1
      with open(kind + ".lines", "w") as note:
          note.write(str(lines))
      sys.exit(4)
      """;

  @TempDir private Path home = Path.of("");

  @BeforeEach
  void init() {
    assertThat(new Cli(home).run("init").exit()).isEqualTo(Exit.OK);
  }

  /** The limit is for the long form, which takes ten minutes beside other work. */
  @Test
  @Timeout(value = 40, unit = TimeUnit.MINUTES)
  void everyLineOfAFloodIsRepeatedAndOnlyTheTailIsKept() throws Exception {
    Map<String, Integer> megabytes = new LinkedHashMap<>();
    megabytes.put("kind-80b", IS_LONG ? 10_000 : 60);
    megabytes.put("kind-one", IS_LONG ? 300 : 2);
    megabytes.put("kind-no-", IS_LONG ? 10_000 : 60);
    megabytes.put("kind-cr-", IS_LONG ? 10_000 : 60);
    megabytes.put("kind-rnd", IS_LONG ? 1_000 : 5);
    script(FLOOD.formatted(PlainJson.line(megabytes)));
    Shelf shelf = new Shelf(home);
    megabytes.keySet().forEach(kind -> shelf.put(ARow.pending(kind)));

    Process poller = poller("--drain");
    Map<String, Long> heard = count(poller.getInputStream());

    assertThat(poller.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(poller.exitValue()).isZero();
    for (String kind : megabytes.keySet()) {
      String lines = Files.readString(home.resolve(kind + ".lines"));
      assertThat(heard.get("[DELPHI JOB " + kind)).as(kind).isEqualTo(Long.parseLong(lines));
      assertThat(results(shelf.row(kind))).as(kind).contains("\"return_code\":4");
    }
    assertThat(results(shelf.row("kind-80b"))).contains("\"output_dropped\":{\"lines\":");
  }

  @Test
  void aReaderThatStopsHoldsUpNoLeaseNoTimeoutAndNoEnd() throws Exception {
    script(FLOOD.formatted("{}"));
    Shelf shelf = new Shelf(home);
    shelf.put(ARow.pending("endless").number(Name.TIMEOUT_SECONDS, 9));

    Process poller = poller("--drain", "--lease=6s");
    // Nobody reads a byte before all is over. A lease that is not renewed would end before 9 s.
    assertThat(poller.waitFor(90, TimeUnit.SECONDS)).isTrue();
    Map<String, Long> heard = count(poller.getInputStream());

    Row row = shelf.row("endless");
    assertThat(poller.exitValue()).isZero();
    assertThat(row.text(Name.STATUS)).contains("FAILED");
    assertThat(results(row)).contains("Process timed out after 9 seconds");
    assertThat(took(row)).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(30));
    assertThat(heard).containsKey("[DELPHI JOB endless]");
  }

  private static String results(Row row) {
    return row.text(Name.JOB_RESULTS).orElse("").replaceAll("([:,]) ", "$1");
  }

  private static Duration took(Row row) {
    return Duration.between(time(row, Name.STARTED_AT), time(row, Name.COMPLETED_AT));
  }

  private static OffsetDateTime time(Row row, String name) {
    return OffsetDateTime.parse(row.text(name).orElseThrow());
  }

  private Process poller(String... flags) throws IOException {
    Map<String, String> environment =
        Map.of(
            "DELPHI_APP_PATH", home.toString(),
            "DELPHI_POLLING_INTERVAL", "200ms",
            "DELPHI_GRACE_SECONDS", "1");
    List<String> line = new ArrayList<>(List.of("poll"));
    line.addAll(List.of(flags));
    return Program.builder(home, environment, SMALL, line.toArray(String[]::new))
        .redirectError(home.resolve("stderr").toFile())
        .start();
  }

  /** How many lines there are of each beginning. */
  private static Map<String, Long> count(InputStream output) throws IOException {
    Map<String, Long> counts = new LinkedHashMap<>();
    StringBuilder begin = new StringBuilder();
    byte[] bytes = new byte[1 << 16];
    for (int count = output.read(bytes); count >= 0; count = output.read(bytes)) {
      for (int at = 0; at < count; at++) {
        if (bytes[at] == '\n') {
          counts.merge(begin.toString(), 1L, Long::sum);
          begin.setLength(0);
        } else if (begin.length() < BEGIN_CHARS) {
          begin.append((char) bytes[at]);
        }
      }
    }
    return counts;
  }

  private void script(String text) throws IOException {
    Path file = home.resolve("run_delphi.sh");
    Files.writeString(file, text, UTF_8);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
