package delphi.jobs.store.sql;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * The part of the driver that is no Java. It unpacks it into a temporary file at each start, which
 * takes a sixth of a short command, unless {@code org.sqlite.lib.path} and {@code
 * org.sqlite.lib.name} say where it lies; one that does not load there is unpacked as ever.
 */
public final class NativeLibrary {
  private NativeLibrary() {}

  /**
   * Unpacks it for this machine.
   *
   * @throws IOException if there is none for it, or the file cannot be written
   */
  public static void unpack(Path file) throws IOException {
    String packed =
        LibraryLoaderUtil.getNativeLibResourcePath() + "/" + LibraryLoaderUtil.getNativeLibName();
    try (InputStream library = SQLiteJDBCLoader.class.getResourceAsStream(packed)) {
      if (library == null) {
        throw new FileNotFoundException("the driver has no " + packed);
      }
      Files.copy(library, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
