package delphi.jobs.store.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delphi.jobs.store.spool.Outbox.Letter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Letters on a real disk. */
class OutboxTest {
  @TempDir private Path root = Path.of("");

  @Test
  void whatIsKeptIsThereForTheNextUntilItIsRemoved() throws IOException {
    Letter letter = new Letter("evt_1", "{\"why\":\"größer\"}\n\nand more");

    assertThat(outbox().letters()).isEmpty();
    assertThat(outbox().keep(letter)).isEmpty();
    assertThat(outbox().letters()).containsExactly(letter);
    assertThat(outbox().holds("evt_1")).isTrue();
    assertThat(permissions(folder())).isEqualTo("rwx------");
    assertThat(permissions(file("evt_1"))).isEqualTo("rw-------");

    outbox().remove("evt_1");
    outbox().remove("evt_1");
    assertThat(outbox().holds("evt_1")).isFalse();
    assertThat(outbox().letters()).isEmpty();
  }

  @Test
  void theOlderOneComesFirst() throws IOException {
    for (int i = 1; i <= 3; i++) {
      outbox().keep(new Letter("evt_" + i, "{}"));
      Files.setLastModifiedTime(file("evt_" + i), FileTime.fromMillis(10_000 - i));
    }

    assertThat(outbox().letters())
        .extracting(Letter::id)
        .containsExactly("evt_3", "evt_2", "evt_1");
  }

  @Test
  void whatIsNoLetterIsLeftAlone() throws IOException {
    outbox().keep(new Letter("evt_1", "{\"a\":1}"));
    String whole = Files.readString(file("evt_1"));
    Files.writeString(file("evt_2"), whole.substring(0, whole.length() - 1));
    Files.writeString(file("evt_3"), "{}");
    Files.writeString(file("evt-4"), whole);
    Files.writeString(folder().resolve("evt_5.half"), whole);
    Files.createSymbolicLink(file("evt_6"), file("evt_1"));

    assertThat(outbox().letters()).extracting(Letter::id).containsExactly("evt_1");
  }

  @Test
  void thereIsALimitToWhatIsKept() throws IOException {
    assertThat(outbox().keep(new Letter("evt_1", "x".repeat(70_000)))).isPresent();
    assertThat(outbox().keep(new Letter("evt_0", "{}"))).isEmpty();
    for (int i = 1; i < Outbox.LETTERS_MAX; i++) {
      Files.createFile(file("evt_" + i));
    }

    assertThat(outbox().keep(new Letter("evt_x", "{}")).orElse("")).contains("holds 1000");
  }

  @Test
  void anIdIsNoPath() {
    assertThatThrownBy(() -> new Letter("../evt", "{}"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Outbox outbox() {
    return new Outbox(folder());
  }

  private Path folder() {
    return root.resolve("messages");
  }

  private Path file(String id) {
    return folder().resolve(id + ".letter");
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
