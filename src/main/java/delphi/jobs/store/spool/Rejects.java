package delphi.jobs.store.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder of ends that no table will have; the newest of them, for somebody to look at. */
final class Rejects {
  static final int FILES_MAX = 1_000;
  static final long BYTES_MAX = 32 << 20;

  private final Path folder;

  Rejects(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  /** Moves a file there, and lets the oldest go where there are too many. */
  Path take(Path file) throws IOException {
    Storage.makeFolder(folder);
    Path place = folder.resolve(String.valueOf(file.getFileName()));
    Files.move(file, place, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    trim();
    return place;
  }

  private void trim() throws IOException {
    List<Reject> newestFirst = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Reject.of(file, newestFirst);
      }
    }
    newestFirst.sort(Comparator.comparingLong(Reject::millis).reversed());
    long bytes = 0;
    for (int i = 0; i < newestFirst.size(); i++) {
      bytes += newestFirst.get(i).bytes();
      if (i >= FILES_MAX || (bytes > BYTES_MAX && i > 0)) {
        Files.deleteIfExists(newestFirst.get(i).file());
      }
    }
  }

  /** One file there. */
  private record Reject(Path file, long millis, long bytes) {
    /** Files may go while others look. */
    private static void of(Path file, List<Reject> all) {
      try {
        all.add(new Reject(file, Files.getLastModifiedTime(file).toMillis(), Files.size(file)));
      } catch (IOException gone) {
        // Another poller of this host has let it go.
      }
    }
  }
}
