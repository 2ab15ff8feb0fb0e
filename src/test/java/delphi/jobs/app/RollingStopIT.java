package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.desk.Exit;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deploy: five pollers at work are told to stop, one after the other, by SIGTERM. */
class RollingStopIT {
  private static final int POLLERS = 5;
  private static final int LONG_JOBS = 5;
  private static final int SHORT_JOBS = 40;
  private static final Duration GRACE = Duration.ofSeconds(1);

  /** Two seconds are promised; the rest is for machines that do many other things. */
  private static final Duration HAND_BACK_MOST = Duration.ofSeconds(12);

  private static final Pattern STEP =
      Pattern.compile(
          "(\\d\\d:\\d\\d:\\d\\d,\\d{3}) .* (Stopping job|Job) (long-\\d+)(: The| was h)");

  @TempDir private Path home = Path.of("");

  @Test
  void noAttemptIsBurntAndNoJobRunsToItsEndTwice() throws Exception {
    assertThat(new Cli(home).run("init").exit()).isEqualTo(Exit.OK);
    Path hold = Files.createFile(home.resolve("hold"));
    script(
        "echo \"$DELPHI_JOB_ID begin\" >> ledger; echo begin $DELPHI_JOB_ID",
        "case $DELPHI_JOB_ID in",
        "  long*) while [ -e hold ]; do sleep 0.05; done ;;",
        "  *) sleep 0.1 ;;",
        "esac",
        "echo \"$DELPHI_JOB_ID end\" >> ledger");
    Shelf shelf = new Shelf(home);
    for (String id : ids()) {
      shelf.put(
          ARow.pending(id)
              .text(Name.CONVERSATION_ID, Integer.toString(ids().indexOf(id)))
              .number(Name.PRIORITY, id.startsWith("long") ? 90 : 50));
    }

    List<Program> pollers = new ArrayList<>();
    List<Duration> handBacks = new ArrayList<>();
    try {
      for (int i = 0; i < POLLERS; i++) {
        pollers.add(poll("--drain-seconds=2s", "--max-workers=2"));
      }
      for (Program poller : pollers) {
        poller.awaitLine("[stdout] begin ");
        poller.terminate();

        assertThat(poller.awaitEnd()).as(poller.output()).isZero();
        assertThat(holders(shelf)).noneMatch(worker -> worker.contains("-" + poller.pid() + "-"));
        handBacks.addAll(handBacks(poller.output()));
      }
    } finally {
      pollers.forEach(Program::close);
    }
    Files.delete(hold);
    try (Program last = poll("--drain", "--max-workers=4")) {
      assertThat(last.awaitEnd()).as(last.output()).isZero();
    }

    assertThat(handBacks)
        .isNotEmpty()
        .allMatch(span -> span.compareTo(GRACE.plus(HAND_BACK_MOST)) < 0);
    for (String id : ids()) {
      Row row = shelf.row(id);
      assertThat(row.text(Name.STATUS)).as(id).contains("COMPLETED");
      assertThat(row.get(Name.ATTEMPT)).as(id).isEqualTo(new Attribute.Num(1));
    }
    List<String> ledger = Files.readAllLines(home.resolve("ledger"));
    assertThat(ledger.stream().filter(line -> line.endsWith(" end")).sorted())
        .containsExactlyElementsOf(ids().stream().map(id -> id + " end").sorted().toList());
  }

  private static List<String> ids() {
    return Stream.concat(
            IntStream.range(0, LONG_JOBS).mapToObj(i -> "long-" + i),
            IntStream.range(0, SHORT_JOBS).mapToObj(i -> "short-" + i))
        .toList();
  }

  /** The workers that hold a job now. */
  private static List<String> holders(Shelf shelf) {
    return ids().stream()
        .map(shelf::row)
        .filter(row -> row.text(Name.STATUS).filter("PROCESSING"::equals).isPresent())
        .map(row -> row.text(Name.WORKER_ID).orElse(""))
        .toList();
  }

  /** How long each stopped job took from the request to stop until the table had it back. */
  private static List<Duration> handBacks(String output) {
    List<Duration> spans = new ArrayList<>();
    Matcher matcher = STEP.matcher(output);
    List<MatchResult> steps = matcher.results().toList();
    for (MatchResult back : steps) {
      if (back.group(2).equals("Job")) {
        steps.stream()
            .filter(step -> step.group(2).startsWith("Stop") && step.group(3).equals(back.group(3)))
            .map(step -> Duration.between(timeOf(step), timeOf(back)))
            .forEach(spans::add);
      }
    }
    return spans;
  }

  private static LocalTime timeOf(MatchResult step) {
    return LocalTime.parse(step.group(1).replace(',', '.'));
  }

  private Program poll(String... flags) throws IOException {
    Map<String, String> environment =
        Map.of(
            "DELPHI_APP_PATH",
            home.toString(),
            "DELPHI_POLLING_INTERVAL",
            "200ms",
            "DELPHI_GRACE_SECONDS",
            Long.toString(GRACE.toSeconds()));
    List<String> line = new ArrayList<>(List.of("poll"));
    line.addAll(List.of(flags));
    return Program.start(home, environment, line.toArray(String[]::new));
  }

  private void script(String... lines) throws IOException {
    Path file = home.resolve("run_delphi.sh");
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
