package delphi.jobs.process;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What a command that cannot start is told to be wrong with, and what is left of the attempt. */
@ParameterizedClass
@MethodSource("delphi.jobs.process.Rungs#likely")
final class NotStartedTest {
  private final Containment rung;
  @TempDir private Path directory;
  private Runs runs;

  NotStartedTest(Containment rung) {
    this.rung = rung;
  }

  @BeforeEach
  void open() {
    runs = new Runs(directory, rung);
  }

  @AfterEach
  void close() {
    runs.close();
  }

  @Test
  void aProgramThatIsNotInThePath() {
    assertPermanent(
        command("no-such-tool"),
        "cannot run no-such-tool: there is no such program in PATH (/usr/bin:/bin); install it or"
            + " name its path");
  }

  @Test
  void aFileThatDoesNotExist() {
    assertPermanent(
        command("./run.sh"),
        "cannot run ./run.sh: there is no such file in " + directory + "; correct the path");
  }

  @Test
  void aProgramWithoutAName() {
    assertThat(runs.refused(command("")).why()).contains("there is no such program");
  }

  @Test
  void aDirectoryInsteadOfAProgram() {
    assertPermanent(
        command("/usr/bin/"),
        "cannot run /usr/bin/: /usr/bin is a directory; name the program in it");
  }

  @Test
  void aFileThatIsNotExecutable() throws IOException {
    Path file = script("run.sh", "#!/bin/bash\n", false);
    assertPermanent(
        command(file.toString()),
        "cannot run " + file + ": " + file + " is not executable; chmod +x it");
  }

  @Test
  void aScriptWhoseInterpreterIsMissing() throws IOException {
    script("run.py", "#! /opt/python9 -u\nprint(1)\n", true);
    assertPermanent(
        command("./run.py"),
        "cannot run ./run.py: its first line asks for the interpreter /opt/python9, which does not"
            + " exist; install it or correct that line");
  }

  @Test
  void aScriptWhoseInterpreterIsNotExecutable() throws IOException {
    Path interpreter = script("interpreter", "", false);
    script("run.py", "#!" + interpreter + "\n", true);
    assertThat(runs.refused(command("./run.py")).why())
        .contains("of its interpreter " + interpreter, "is not executable; chmod +x");
  }

  @Test
  void aScriptWithLineEndsOfAnotherSystem() throws IOException {
    script("run.sh", "#!/bin/bash\r\necho\r\n", true);
    assertPermanent(
        command("./run.sh"),
        "cannot run ./run.sh: its first line ends in a carriage return; save it with Unix line"
            + " ends (dos2unix)");
  }

  @Test
  void aDirectoryThatDoesNotExist() {
    Path missing = directory.resolve("missing");
    assertPermanent(
        new Command(List.of("true"), missing, Runs.ENVIRONMENT),
        "cannot run true: its directory " + missing + " does not exist; create it");
  }

  @Test
  void aDirectoryThatIsAFile() throws IOException {
    Path file = script("file", "", false);
    assertPermanent(
        new Command(List.of("true"), file, Runs.ENVIRONMENT),
        "cannot run true: its directory " + file + " is a file; name a directory");
  }

  @Test
  void anArgumentWithANul() {
    assertPermanent(
        command("echo", "a\0b"),
        "cannot run echo: its argument 1 holds a NUL, where a program would see its end; remove it");
  }

  @Test
  void aVariableWithANul() {
    Command command = command("true").with("SECRET", "s3cret\0");
    assertPermanent(
        command,
        "cannot run true: its variable SECRET holds a NUL, where a program would see its end;"
            + " remove it");
  }

  @Test
  void aNameThatNoVariableCanHave() {
    assertPermanent(
        command("true").with("A=B", "1"),
        "cannot run true: \"A=B\" is no name of a variable; rename it");
  }

  @Test
  void textThatThisJvmCannotPassOn() {
    assertThat(Preflight.inArguments(List.of("echo", "é"), US_ASCII))
        .contains(
            "its argument 1 has characters that this JVM would pass on as '?' (its locale is"
                + " US-ASCII); start it with LC_ALL=C.UTF-8");
    // No program can be given half a character, whatever the locale.
    assertThat(runs.refused(command("echo", "\uD83D")).why()).contains("its argument 1 has");
  }

  @Test
  void argumentsThatAreTooLong() {
    Start.NotStarted refused = runs.refused(command("echo", "x".repeat(3_000_000)));
    assertThat(refused.why())
        .isEqualTo(
            "cannot run echo: its arguments and variables take 3000025 bytes, more than the system"
                + " allows; pass large values in a file");
    assertThat(refused.passing()).isFalse();
  }

  @Test
  void tooManyProcessesPass() {
    Start.NotStarted refused =
        StartFailure.of(
            command("true"),
            new IOException(
                "Cannot run program \"x\": error=11, Resource temporarily unavailable"));
    assertThat(refused.why()).startsWith("cannot run true: the system allows no more processes");
    assertThat(refused.passing()).isTrue();
  }

  @Test
  void aFailureThatNobodyHasForeseenIsToldInOneLineAndMayPass() {
    Start.NotStarted refused =
        StartFailure.of(command("true"), new IOException("something new\nand how to repair it"));
    assertThat(refused)
        .isEqualTo(new Start.NotStarted("cannot run true: something new; this may pass", true));
  }

  @Test
  void whereTheFaultLiesIsToldForProgramsToo() throws IOException {
    script("plain.sh", "#!/bin/sh\n", false);
    script("foreign.sh", "#!/no/such/sh\n", true);

    assertThat(runs.refused(command("./none.sh")).fault()).isEqualTo(Start.Fault.MISSING);
    assertThat(runs.refused(command("no-such-tool")).fault()).isEqualTo(Start.Fault.MISSING);
    assertThat(runs.refused(command("./plain.sh")).fault()).isEqualTo(Start.Fault.NOT_EXECUTABLE);
    assertThat(runs.refused(command("./foreign.sh")).fault()).isEqualTo(Start.Fault.INTERPRETER);
    assertThat(runs.refused(command("true", "\0")).fault()).isEqualTo(Start.Fault.OTHER);
  }

  @Test
  void aFileThatWasMadeForItGoesAgain() throws IOException {
    Path channel = directory.resolve("channel");
    runs.refused(command("echo", "x".repeat(3_000_000)).withChannel(channel));
    assertThat(channel).doesNotExist();
  }

  private void assertPermanent(Command command, String why) {
    Start.NotStarted refused = runs.refused(command);
    assertThat(refused.why()).isEqualTo(why);
    assertThat(refused.passing()).isFalse();
  }

  private Command command(String... argv) {
    return new Command(List.of(argv), directory, Map.of("PATH", "/usr/bin:/bin"));
  }

  private Path script(String name, String text, boolean executable) throws IOException {
    Path file = Files.writeString(directory.resolve(name), text);
    assertThat(file.toFile().setExecutable(executable)).isTrue();
    return file;
  }
}
