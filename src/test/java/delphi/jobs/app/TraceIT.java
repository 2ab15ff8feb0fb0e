package delphi.jobs.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.desk.Exit;
import delphi.jobs.ops.trace.Receiver;
import delphi.jobs.store.row.ARow;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The poller as a process of its own, with a receiver of traces, with a dead one, with none. */
class TraceIT {
  private static final Pattern PLACE = Pattern.compile("place 00-([0-9a-f]{32})-([0-9a-f]{16})-01");

  @TempDir private Path home = Path.of("");

  @BeforeEach
  void makeAJob() throws IOException {
    assertThat(new Cli(home).run("init").exit()).isEqualTo(Exit.OK);
    Path script = home.resolve("run_delphi.sh");
    Files.writeString(script, "#!/bin/sh\necho \"place $TRACEPARENT\"\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    new Shelf(home).put(ARow.pending("0123456789"));
  }

  @Test
  void theProcessAndTheLogAndTheReceiverNameOneTraceAndAFailureIsAMessage() throws Exception {
    new Shelf(home).put(ARow.pending("bad").text("timeout_seconds", "soon"));
    try (Receiver receiver = Receiver.open();
        Program poller =
            poll(
                Map.of(
                    "OTEL_EXPORTER_OTLP_ENDPOINT",
                    receiver.address().toString(),
                    "DELPHI_WEBHOOK_URL",
                    receiver.address() + "/hook"),
                "--log-format=json")) {
      assertThat(poller.awaitEnd()).as(poller.output()).isZero();

      Matcher told = PLACE.matcher(poller.output());
      assertThat(told.find()).as(poller.output()).isTrue();
      Receiver.Letter spans = receiver.await(each -> each.path().equals("/v1/traces"));
      assertThat(spans.holds(told.group(1))).isTrue();
      assertThat(spans.holds(told.group(2))).isTrue();
      assertThat(receiver.await(each -> each.path().equals("/v1/metrics")).body())
          .contains("delphi_jobs_finished_total");
      assertThat(receiver.await(each -> each.path().equals("/hook")).body())
          .contains("\"event\":\"failed\"", "\"job_id\":\"bad\"");
      assertThat(poller.output().lines().filter(line -> line.contains("ended as COMPLETED")))
          .hasSize(1)
          .allMatch(line -> line.contains("\"trace.id\":\"" + told.group(1) + "\""))
          .allMatch(line -> line.contains("\"job.id\":\"0123456789\""));
    }
  }

  @Test
  void aReceiverThatIsNotThereKeepsNoJobFromItsEnd() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    try (Program poller = poll(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + port))) {
      assertThat(poller.awaitEnd()).as(poller.output()).isZero();

      assertThat(poller.output()).contains("ended as COMPLETED").doesNotContain("\tat ");
    }
    assertThat(new Shelf(home).row("0123456789").text("status")).contains("COMPLETED");
  }

  @Test
  void aMessageOutlivesThePollerThatWasKilledBeforeItWasTaken() throws Exception {
    new Shelf(home).put(ARow.pending("bad").text("timeout_seconds", "soon"));
    String lost;
    try (Receiver deaf = Receiver.deaf();
        Program poller =
            Program.start(home, environment(Map.of("DELPHI_WEBHOOK_URL", hook(deaf))), "poll")) {
      lost = deaf.await(each -> each.path().equals("/hook")).body();
      poller.kill();
    }

    try (Receiver receiver = Receiver.open();
        Program poller = poll(Map.of("DELPHI_WEBHOOK_URL", hook(receiver)))) {
      assertThat(poller.awaitEnd()).as(poller.output()).isZero();

      assertThat(receiver.await(each -> each.path().equals("/hook")).body())
          .isEqualTo(lost)
          .contains("\"job_id\":\"bad\"");
    }
  }

  @Test
  void withoutTheVariablesNothingOfItIsLoaded() throws Exception {
    Path classes = home.resolve("classes.txt");
    Process poller =
        Program.builder(
                home,
                environment(Map.of()),
                List.of("-Xlog:class+load:file=" + classes),
                "poll",
                "--drain")
            .redirectErrorStream(true)
            .start();
    String said = new String(poller.getInputStream().readAllBytes(), UTF_8);

    assertThat(poller.waitFor()).as(said).isZero();
    assertThat(said).contains("place \n");
    assertThat(Files.readString(classes))
        .contains("delphi.jobs.app.PollVerb ")
        .doesNotContain("io.opentelemetry.", "io.micrometer.", "io.prometheus.");
  }

  private static String hook(Receiver receiver) {
    return receiver.address() + "/hook";
  }

  private Program poll(Map<String, String> more, String... flags) throws IOException {
    String[] arguments = new String[flags.length + 2];
    arguments[0] = "poll";
    arguments[1] = "--drain";
    System.arraycopy(flags, 0, arguments, 2, flags.length);
    return Program.start(home, environment(more), arguments);
  }

  private Map<String, String> environment(Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("DELPHI_APP_PATH", home.toString());
    return environment;
  }
}
