package delphi.jobs.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Datagrams to a real socket of another process. */
@Timeout(60)
class NotifySocketTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void whatIsSentArrivesAtASocketInTheFileSystem() throws Exception {
    String name = folder.resolve("notify").toString();
    try (Listening manager = new Listening(name);
        NotifySocket socket = NotifySocket.open(name)) {
      assertThat(socket.send("READY=1\nSTATUS=größer")).isTrue();
      assertThat(socket.send("WATCHDOG=1")).isTrue();

      assertThat(manager.next()).isEqualTo("READY=1|STATUS=größer");
      assertThat(manager.next()).isEqualTo("WATCHDOG=1");
    }
  }

  @Test
  void anAbstractNameIsNoFile() throws Exception {
    String name = "@delphi/" + UUID.randomUUID();
    try (Listening manager = new Listening(name);
        NotifySocket socket = NotifySocket.open(name)) {
      assertThat(socket.send("STOPPING=1")).isTrue();

      assertThat(manager.next()).isEqualTo("STOPPING=1");
    }
  }

  @Test
  void whereNobodyListensNothingHappens() throws Exception {
    try (NotifySocket socket = NotifySocket.open(folder.resolve("nobody").toString())) {
      assertThat(socket.send("READY=1")).isFalse();
    }
  }

  @Test
  void aNameThatIsNoneIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> NotifySocket.open("vsock:2:1234"));
    assertThatIllegalArgumentException().isThrownBy(() -> NotifySocket.open("relative"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NotifySocket.open("/" + "x".repeat(107)))
        .withMessageContaining("longer");
  }
}
