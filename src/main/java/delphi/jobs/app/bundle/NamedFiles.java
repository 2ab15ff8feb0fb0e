package delphi.jobs.app.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The files that a command names, as they are on this machine. */
public final class NamedFiles {
  private static final long BYTES_MAX = 64L << 20;
  private static final int BUFFER = 64 * 1024;

  private NamedFiles() {}

  /**
   * One of them.
   *
   * @param path as the command names it
   */
  public record NamedFile(String path, String sha256, Instant modified) {}

  /** Those that are there and can be read; an argument that is no file is none. */
  public static List<NamedFile> of(List<String> argv, Path directory) {
    List<NamedFile> files = new ArrayList<>();
    for (String argument : argv) {
      file(argument, directory).ifPresent(files::add);
    }
    return files;
  }

  private static Optional<NamedFile> file(String argument, Path directory) {
    try {
      Path path = directory.resolve(argument);
      if (argument.isEmpty() || !Files.isRegularFile(path) || Files.size(path) > BYTES_MAX) {
        return Optional.empty();
      }
      Instant modified = Files.getLastModifiedTime(path).toInstant();
      return Optional.of(new NamedFile(argument, sha256(path), modified));
    } catch (IOException | InvalidPathException unread) {
      return Optional.empty();
    }
  }

  private static String sha256(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      MessageDigest sum = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sum.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(sum.digest());
    } catch (NoSuchAlgorithmException never) {
      throw new IllegalStateException("every JDK has SHA-256", never);
    }
  }
}
