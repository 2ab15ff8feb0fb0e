package delphi.jobs.process;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.process.ProcessListener.Source;
import delphi.jobs.process.ProcessResult.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The file in which a command may tell us things, whatever it does to the file. */
@ParameterizedClass
@MethodSource("delphi.jobs.process.Rungs#usual")
final class ChannelTest {
  private final Containment rung;
  @TempDir private Path directory;
  private Path channel;
  private Runs runs;
  private final Recorder recorder = new Recorder();

  ChannelTest(Containment rung) {
    this.rung = rung;
  }

  @BeforeEach
  void open() {
    runs = new Runs(directory, rung);
    channel = directory.resolve("channel");
  }

  @AfterEach
  void close() {
    runs.close();
  }

  @Test
  void itIsThereBeforeTheCommandForNobodyElseAndGoneAfterIt() {
    run("stat -c %a \"$1\"");
    assertThat(recorder.awaitEnd().stdout().lines()).containsExactly("600");
    assertThat(channel).doesNotExist();
  }

  @Test
  void aLineIsHeardWhileTheCommandRuns() {
    RunningProcess process = run("echo '{\"progress\":0.5}' >> \"$1\"; exec sleep 1000");
    assertThat(recorder.await(Source.CHANNEL)).isEqualTo("{\"progress\":0.5}");
    process.kill();
    recorder.awaitEnd();
  }

  @Test
  void everythingIsHeardBeforeTheEndAndALastLineNeedsNoNewline() {
    run("seq 1 30000 >> \"$1\"; printf last >> \"$1\"; exit 6");
    assertThat(recorder.awaitEnd().end()).isEqualTo(new End.Exited(6));
    assertThat(recorder.lines(Source.CHANNEL)).hasSize(30_001).endsWith("30000", "last");
    assertThat(recorder.awaitEnd().stdout()).isEqualTo(Output.EMPTY);
  }

  @Test
  void halfALineIsHeardWhenItIsWhole() {
    RunningProcess process =
        run("printf hal >> \"$1\"; read < <(:); printf 'f\\n' >> \"$1\"; exec sleep 1000");
    assertThat(recorder.await(Source.CHANNEL)).isEqualTo("half");
    process.kill();
    recorder.awaitEnd();
  }

  @Test
  void aLongLineIsCut() {
    run("head -c 1M /dev/zero | tr '\\0' x >> \"$1\"; echo >> \"$1\"; echo next >> \"$1\"");
    recorder.awaitEnd();
    assertThat(recorder.lines(Source.CHANNEL))
        .containsExactly("x".repeat(Runs.LIMITS.lineBytesMax()), "next");
  }

  @Test
  void whatWasInTheFileBeforeIsNotHeard() throws IOException {
    Files.writeString(channel, "old\n");
    run("echo new >> \"$1\"");
    recorder.awaitEnd();
    assertThat(recorder.lines(Source.CHANNEL)).containsExactly("new");
  }

  @Test
  void aFileThatIsEmptiedBeginsAnew() throws IOException {
    RunningProcess process = run("echo a longer line >> \"$1\"; exec sleep 1000");
    recorder.await(Source.CHANNEL);
    Files.writeString(channel, "new\n", TRUNCATE_EXISTING);
    recorder.await(Source.CHANNEL, "new"::equals);
    Files.writeString(channel, "and more\n", APPEND);
    recorder.await(Source.CHANNEL, "and more"::equals);
    process.kill();
    recorder.awaitEnd();
    assertThat(recorder.lines(Source.CHANNEL)).containsExactly("a longer line", "new", "and more");
  }

  @Test
  void aFileThatIsDeletedIsStillHeard() {
    run("exec 3>> \"$1\"; rm \"$1\"; echo late >&3");
    recorder.awaitEnd();
    assertThat(recorder.lines(Source.CHANNEL)).containsExactly("late");
  }

  @Test
  void whatIsPutInItsPlaceIsNeverOpened() {
    run("echo said >> \"$1\"; rm \"$1\"; mkfifo \"$1\"; exit 8");
    assertThat(recorder.awaitEnd().end()).isEqualTo(new End.Exited(8));
    assertThat(recorder.lines(Source.CHANNEL)).containsExactly("said");
  }

  @Test
  void aLinkIsNoChannel() throws IOException {
    Files.createSymbolicLink(channel, Files.writeString(directory.resolve("secret"), "secret\n"));
    assertThat(runs.refused(runs.bash("true").withChannel(channel)).why())
        .contains("its channel " + channel + " exists and is no plain file");
  }

  @Test
  void aFileThatCannotBeMadeIsToldOf() {
    Path nowhere = directory.resolve("no/channel");
    Start.NotStarted refused = runs.refused(runs.bash("true").withChannel(nowhere));
    assertThat(refused.why()).contains("its channel " + nowhere + " cannot be made");
    assertThat(refused.passing()).isTrue();
  }

  private RunningProcess run(String script) {
    return runs.start(
        runs.bash(script, channel.toString()).withChannel(channel), Runs.LIMITS, recorder);
  }
}
