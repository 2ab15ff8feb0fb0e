package delphi.jobs.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library that a command is started with is the one that the driver would unpack. */
class NativeLibraryTest {
  @TempDir private Path folder = Path.of("");

  @Test
  @SuppressWarnings("restricted") // loading it is what is tested
  void itIsUnpackedForThisMachineAndLoads() throws Exception {
    Path file = folder.resolve("any-name.so");
    Files.writeString(file, "an older one");

    NativeLibrary.unpack(file);

    System.load(file.toString());
    assertThat(Files.size(file)).isGreaterThan(100_000);
  }
}
