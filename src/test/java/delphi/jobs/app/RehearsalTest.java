package delphi.jobs.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the cache for short commands is made of must have run, or it saves nothing. */
class RehearsalTest {
  @AfterEach
  void leaveNothing() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  @Test
  void everyCommandThatIsRehearsedComesToAGoodEnd() throws Exception {
    ByteArrayOutputStream told = new ByteArrayOutputStream();

    Rehearsal.rehearse(new PrintStream(told, true, UTF_8));

    assertThat(told.toString(UTF_8)).isEmpty();
  }
}
