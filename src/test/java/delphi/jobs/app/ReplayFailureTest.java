package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.desk.Exit;
import delphi.jobs.diagnosis.Diagnosis;
import delphi.jobs.diagnosis.Evidence;
import delphi.jobs.diagnosis.Said;
import delphi.jobs.job.Share;
import delphi.jobs.job.State;
import delphi.jobs.store.chronicle.Facts;
import delphi.jobs.store.chronicle.Happened;
import delphi.jobs.store.chronicle.Step;
import delphi.jobs.store.roster.Health;
import delphi.jobs.store.roster.Load;
import delphi.jobs.store.roster.Presence;
import delphi.jobs.store.roster.Program;
import delphi.jobs.store.roster.Scope;
import delphi.jobs.store.roster.Standing;
import delphi.jobs.store.roster.WorkerRecord;
import delphi.jobs.store.row.ARow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a replay fails for the same reason, with the same interpreter, as the same program. */
class ReplayFailureTest {
  private static final String KEY = "canary-key-4711";
  private static final String LINE = "ValueError: no votes in row 17 for ********";

  @TempDir private Path home = Path.of("");
  private Cli cli = new Cli(Path.of(""));

  @BeforeEach
  void makeTheStore() throws IOException {
    Files.createDirectory(home.resolve("bin"));
    cli =
        new Cli(home)
            .with("DELPHI_APP_PATH", home.toString())
            .with("ANTHROPIC_API_KEY", KEY)
            .with("PATH", home.resolve("bin") + ":/usr/bin:/bin");
    assertThat(cli.run("init").exit()).isEqualTo(Exit.OK);
    python("3.99.1");
  }

  @Test
  void theSameFailureIsTheSameWhateverNumbersAndSecretsStandInItsLine() throws IOException {
    says("ValueError: no votes in row 4711 for $ANTHROPIC_API_KEY");

    Cli.Ran ran = cli.run("replay", bundled(failed()));

    assertThat(ran.exit()).as(ran.err()).isEqualTo(Exit.OK);
    assertThat(ran.err()).contains("it came to the same end, by the same failure");
    assertThat(ran.toString()).doesNotContain(KEY);
  }

  @Test
  void anotherFailureWithTheSameExitCodeIsAnotherOutcome() throws IOException {
    says("OSError: [Errno 28] No space left on device");
    String file = bundled(failed());

    Cli.Ran ran = cli.run("replay", file);

    assertThat(ran.exit()).isEqualTo(Exit.FAILED);
    assertThat(ran.err())
        .contains("it came to the same end, but by another failure")
        .contains("failing line: then ValueError: no votes in row 17", "now OSError: [Errno 28]")
        .containsPattern("fingerprint: then [0-9a-f]{8}, now [0-9a-f]{8}");
    assertThat(cli.run("replay", "--json", file).out()).contains("\"same\" : false");
  }

  @Test
  void theVersionOfTheInterpreterIsInTheBundleAndComparedWithTheOneHere() throws IOException {
    says("ValueError: no votes in row 4711 for somebody");
    script("#!/usr/bin/env python3");
    String file = bundled(ended());

    assertThat(Files.readString(Path.of(file)))
        .contains("\"name\" : \"python3\"", "\"version\" : \"Python 3.99.1\"");
    python("3.99.2");
    assertThat(cli.run("replay", file).err())
        .contains("interpreter's version: then Python 3.99.1, now Python 3.99.2");
  }

  @Test
  void aProgramThatIsNoInterpreterIsNotAsked() throws IOException {
    script("#!" + home + "/bin/tool");
    program("tool", "#!/bin/sh\ntouch " + home + "/touched\n");

    assertThat(Files.readString(Path.of(bundled(ended()))))
        .contains("the command names none that is known here");
    assertThat(home.resolve("touched")).doesNotExist();
  }

  @Test
  void theBundleSaysWhichProgramRanItAndTheReplayWhatIsDifferentHere() throws IOException {
    says("nothing");
    publish("w1");
    String file = bundled(ended().text("worker_id", "w1"));

    assertThat(Files.readString(Path.of(file)))
        .contains("\"program\" : \"0.9\"", "\"host\" : \"host-a\"", "\"settings\" : \"abc\"");
    assertThat(cli.run("replay", file).err())
        .contains("poller's program: then 0.9, now ", "poller's host: then host-a, now ")
        .contains("poller's settings: then abc, now ");
  }

  @Test
  void whatWasWrittenDownAtTheStartCountsMoreThanWhatIsPublished() throws IOException {
    says("nothing");
    publish("w1");
    Map<String, String> program = WorkerFacts.facts("0.8", "host-b", "def");
    new Shelf(home)
        .tell(
            "job",
            Happened.claimed(2, 0, State.PENDING),
            Happened.ours(Step.START, 2, 0, State.PROCESSING, State.PROCESSING, program));

    assertThat(Files.readString(Path.of(bundled(ended()))))
        .contains("\"program\" : \"0.8\"", "\"host\" : \"host-b\"")
        .doesNotContain("host-a");
  }

  @Test
  void aPollerThatNobodyKnowsAnyMoreIsNamedAsThat() throws IOException {
    assertThat(Files.readString(Path.of(bundled(ended().text("worker_id", "w1")))))
        .contains("\"id\" : \"w1\"", "its program, host and settings: nobody wrote them down");
  }

  @Test
  void aBundleOfAParkedJobSaysWhatIsNotKnownOfIt() throws IOException {
    says("nothing");
    ARow parked =
        ARow.pending("job")
            .text("status", "PROCESSING")
            .text("phase", "PARKED")
            .number("version", 5)
            .text("job_results", "{\"return_code\":4,\"error\":\"of an attempt before\"}")
            .text("lock_expires_at", "2199-01-01T00:00:00.000000+00:00");
    Map<String, String> before = Map.of(Facts.CLAIM, "2", Facts.EXIT_CODE, "4");
    new Shelf(home)
        .tell(
            "job",
            Happened.claimed(2, 0, State.PENDING),
            Happened.ours(Step.HAND_BACK, 3, 1, State.PROCESSING, State.PENDING, before),
            Happened.claimed(4, 2, State.PENDING),
            Happened.ended(Step.PARK, 5, 9, State.PARKED));
    String file = bundled(parked);

    assertThat(Files.readString(Path.of(file)))
        .contains("\"exit_code\" : null", "\"duration_ms\" : 7000")
        .contains("\"exit_code\" : \"its last attempt was parked")
        .contains("\"containment\" : \"its last attempt was parked");
    Cli.Ran ran = cli.run("replay", file);
    assertThat(ran.exit()).isEqualTo(Exit.FAILED);
    assertThat(ran.err())
        .contains("how it ended then is not known: its last attempt was parked", "now exit code 4");
  }

  private String bundled(ARow row) {
    new Shelf(home).put(row);
    Path file = home.resolve("b.json");
    Cli.Ran ran = cli.run("bundle", "job", "-o", file.toString());
    assertThat(ran.exit()).as(ran.err()).isEqualTo(Exit.OK);
    return file.toString();
  }

  private static ARow ended() {
    return ARow.pending("job")
        .text("status", "FAILED")
        .number("version", 3)
        .text("job_results", "{\"result_type\":\"FAILURE\",\"return_code\":4}");
  }

  private static ARow failed() {
    Diagnosis found =
        Diagnosis.of(
            new Evidence(Said.NOTHING, new Said(List.of(LINE), 0), new Evidence.End.Exited(4)));
    return ended()
        .text(
            "job_results",
            "{\"result_type\":\"FAILURE\",\"return_code\":4,\"failure\":{\"cause\":\""
                + found.cause().word()
                + "\",\"line\":\""
                + LINE
                + "\",\"line_number\":1,\"stream\":\"stderr\",\"fingerprint\":\""
                + found.fingerprint()
                + "\"}}");
  }

  private void publish(String id) {
    new Shelf(home)
        .publish(
            new WorkerRecord(
                id,
                new Program("0.9", "host-a", 7, "abc"),
                new Presence(Standing.WORKING, Cli.START, Cli.START, Duration.ofSeconds(30)),
                new Load(1, 0, List.of()),
                new Scope(Set.of(), Set.of(), Set.of(), Share.ALL),
                new Health("leash", null, null)));
  }

  private void says(String line) throws IOException {
    script("#!/bin/sh\necho \"" + line + "\" >&2; exit 4");
  }

  private void script(String text) throws IOException {
    write(home.resolve("run_delphi.sh"), text + "\n");
  }

  private void python(String version) throws IOException {
    program(
        "python3", "#!/bin/sh\n[ \"$1\" = --version ] && echo Python " + version + "\nexit 0\n");
  }

  private void program(String name, String text) throws IOException {
    write(home.resolve("bin").resolve(name), text);
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
