package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.desk.Exit;
import delphi.jobs.store.row.ARow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a job of which nobody knew whether its batch exists. */
class ReconcileVerbTest {
  private static final String MARKER = "dj-11111111111141118111111111111111";
  private static final String NEVER = "9999-12-31T23:59:59.000000+00:00";
  private static final String BATCH =
      "{\"batch_id\":\"msgbatch_7\",\"created_at\":\"2026-11-22T11:00:03Z\",\"status\":\"ended\"}";

  @TempDir private Path home = Path.of("");

  @BeforeEach
  void makeTheStore() {
    assertThat(new Cli(home).run("init").exit()).isEqualTo(Exit.OK);
  }

  @Test
  void aBatchThatTheProviderHasIsLookedAfter() throws IOException {
    put(held());

    Cli.Ran ran = reconcile("echo '" + BATCH + "'");

    assertThat(ran)
        .isEqualTo(
            new Cli.Ran(
                Exit.OK,
                "job\n",
                "delphi: its batch is msgbatch_7: a poller looks after it from now on.\n"));
    assertThat(text("status")).isEqualTo("PENDING");
    assertThat(text("batch_id")).isEqualTo("msgbatch_7");
    assertThat(text("order_open_since")).isEmpty();
    assertThat(text("last_error"))
        .contains("asked at 2026-11-22T12:00:00Z", MARKER, "msgbatch_7, ordered 2026-11-22T11:00");
  }

  @Test
  void theScriptIsToldWhatItHasToLookFor() throws IOException {
    put(held());

    reconcile("printf '%s\\n' \"$@\" \"$DELPHI_ORDER_MARKER\" > asked; echo '" + BATCH + "'");

    assertThat(Files.readAllLines(home.resolve("asked")))
        .containsExactly(
            "--marker=" + MARKER,
            "--since=2026-11-22T10:50:00Z",
            "--until=2026-11-22T12:10:00Z",
            "--conversation_id=42",
            MARKER);
  }

  @Test
  void whereTheProviderHasNoneTheJobMayBeReleased() throws IOException {
    put(held());
    assertThat(new Cli(home).run("release", "job").err())
        .isEqualTo(
            "delphi: job job: a batch may have been ordered for it, and nobody knows."
                + " `delphi reconcile job` asks the provider.\n");

    Cli.Ran ran = reconcile("exit 0");

    assertThat(ran.err())
        .isEqualTo(
            "delphi: it has no batch, and nothing was paid. `delphi release job` lets it order"
                + " one.\n");
    assertThat(text("phase")).isEqualTo("HELD");
    assertThat(text("last_error")).contains("it has no batch");
    assertThat(text("order_marker")).isEmpty();
    assertThat(new Cli(home).run("release", "job").exit()).isEqualTo(Exit.OK);
  }

  @Test
  void severalBatchesAreToldAndAPersonDecides() throws IOException {
    put(held());

    Cli.Ran ran = reconcile("echo '" + BATCH + "'; echo '{\"batch_id\":\"msgbatch_8\"}'");

    assertThat(ran.exit()).isEqualTo(Exit.CONFLICT);
    assertThat(ran.err())
        .contains("2 batches", "msgbatch_7", "; msgbatch_8", "say which was ordered");
    assertThat(text("phase")).isEqualTo("HELD");
    assertThat(text("order_marker")).isEqualTo(MARKER);
  }

  @Test
  void halfAnAnswerIsNone() throws IOException {
    put(held());

    assertThat(reconcile("echo no such key >&2; exit 3").err())
        .contains("it ended with code 3: no such key", "nothing was changed");
    assertThat(reconcile("echo '" + BATCH + "'; echo oops").err()).contains("'oops' is not a line");
    assertThat(reconcile("echo '{\"batch_id\":\"a b\"}'").exit()).isEqualTo(Exit.FAILED);
    assertThat(
            new Cli(home).with("DELPHI_RECONCILE_SCRIPT", "/no/such").run("reconcile", "job").err())
        .contains("it cannot be started");
    assertThat(text("phase")).isEqualTo("HELD");
    assertThat(text("order_open_since")).isNotEmpty();
  }

  @Test
  void anOrderOfThisMinuteMayNotBeShownYet() throws IOException {
    put(held().text("order_open_since", "2026-11-22T11:59:30.000000+00:00"));

    Cli.Ran unsure = reconcile("exit 0");

    assertThat(unsure.exit()).isEqualTo(Exit.CONFLICT);
    assertThat(unsure.err()).contains("may not show yet", "--yes");
    assertThat(text("order_marker")).isEqualTo(MARKER);
    assertThat(reconcile("exit 0", "--yes").exit()).isEqualTo(Exit.OK);
  }

  @Test
  void withoutAScriptAPersonLooksAndSaysIt() {
    put(held());

    Cli.Ran none = new Cli(home).run("reconcile", "job");
    assertThat(none.exit()).isEqualTo(Exit.CONFIGURATION);
    assertThat(none.err()).contains("DELPHI_RECONCILE_SCRIPT", MARKER, "--ordered BATCH");

    Cli.Ran dry = new Cli(home).run("reconcile", "job", "--ordered=b-9", "--dry-run");
    assertThat(dry.err()).contains("would be changed: its batch is b-9");
    assertThat(text("phase")).isEqualTo("HELD");

    Cli.Ran said =
        new Cli(home).run("reconcile", "job", "--ordered=b-9", "--reason=seen by Ann", "--json");
    assertThat(said.out()).contains("\"batch_id\" : \"b-9\"", "\"PENDING\"");
    assertThat(text("last_error")).isEqualTo("An operator says that its batch is b-9. seen by Ann");
  }

  @Test
  void thatThereIsNoneIsOnlyBelievedOfSomebodyWhoIsSure() {
    put(held());

    Cli.Ran unsure = new Cli(home).run("reconcile", "job", "--not-ordered");
    assertThat(unsure.exit()).isEqualTo(Exit.CONFLICT);
    assertThat(unsure.err()).contains("pays for a second one", "--yes");

    assertThat(new Cli(home).run("reconcile", "job", "--not-ordered", "--yes").exit())
        .isEqualTo(Exit.OK);
    assertThat(text("order_open_since")).isEmpty();
  }

  @Test
  void aJobThatFailedGoesOnWithItsBatchOrMayBeRetried() throws IOException {
    put(held().text("status", "FAILED"));
    assertThat(new Cli(home).run("retry", "job").err()).contains("`delphi reconcile job`");

    assertThat(reconcile("exit 0").err()).contains("`delphi retry job` would order one");
    assertThat(text("status")).isEqualTo("FAILED");
    new Shelf(home).change("job", order());
    assertThat(reconcile("echo '" + BATCH + "'").exit()).isEqualTo(Exit.OK);
    assertThat(text("status")).isEqualTo("PENDING");
  }

  @Test
  void whatCannotBeReconciledIsRefusedInWords() {
    put(ARow.pending("job"));
    assertThat(said("job")).contains("no order of it is open");
    new Shelf(home).change("job", order().text("batch_id", "b-1"));
    assertThat(said("job")).contains("its batch is known, it is b-1");
    assertThat(said("none")).contains("there is none");
    put(held("closed").without("order_open_since"));
    assertThat(said("closed"))
        .contains("no order of it is open", "`delphi release closed` lets it go on");
    new Shelf(home).put(ARow.pending("waits").text("order_open_since", "x"));
    assertThat(said("waits")).contains("it is PENDING, not held", "A poller holds it soon");
    put(held("runs").text("worker_id", "w1"));
    assertThat(said("runs")).contains("it is being worked on");
    put(held("gone").text("status", "FAILED").text("phase", "CANCELLED"));
    assertThat(said("gone")).contains("it was cancelled, and batch b-2 exists");
    assertThat(new Cli(home).run("reconcile", "job", "--ordered=a b").exit()).isEqualTo(Exit.USAGE);
    assertThat(new Cli(home).run("reconcile", "job", "--ordered=a", "--not-ordered").exit())
        .isEqualTo(Exit.USAGE);
  }

  private String said(String id) {
    Cli.Ran ran = new Cli(home).run("reconcile", id, "--ordered=b-2");
    assertThat(ran.exit()).isNotEqualTo(Exit.OK);
    return ran.err();
  }

  private Cli.Ran reconcile(String script, String... more) throws IOException {
    Path file = home.resolve("ask.sh");
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    String[] args = new String[more.length + 2];
    args[0] = "reconcile";
    args[1] = "job";
    System.arraycopy(more, 0, args, 2, more.length);
    return new Cli(home)
        .with("DELPHI_APP_PATH", home.toString())
        .with("DELPHI_RECONCILE_SCRIPT", file.toString())
        .run(args);
  }

  private void put(ARow row) {
    new Shelf(home).put(row);
  }

  private String text(String name) {
    return new Shelf(home).row("job").text(name).orElse("");
  }

  private static ARow held() {
    return held("job");
  }

  private static ARow held(String id) {
    return ARow.pending(id)
        .text("status", "PROCESSING")
        .text("phase", "HELD")
        .text("lock_expires_at", NEVER)
        .text("order_marker", MARKER)
        .text("order_open_since", "2026-11-22T11:00:00.000000+00:00");
  }

  private static ARow order() {
    return new ARow(Map.of())
        .text("order_marker", MARKER)
        .text("order_open_since", "2026-11-22T11:00:00.000000+00:00");
  }
}
