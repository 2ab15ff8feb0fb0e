package delphi.jobs.store.spool;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import delphi.jobs.store.Spool;
import delphi.jobs.store.SpooledEnd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A spool in a folder that the pollers of one host and one table share.
 *
 * <p>A file is written under another name, synced, and renamed, so it is there whole or not at all.
 * Everything is readable for this user only: results may hold what a script has printed.
 */
public final class FileSpool implements Spool {
  /** What the names of kept ends end in. */
  public static final String SUFFIX = ".end";

  static final String HALF = ".half";

  /** The folder in it for what no table will have. */
  public static final String REJECTED = "rejected";

  /** More than this means that nobody has taken from it for very long. */
  static final int ENDS_MAX = 10_000;

  /** A hundred jobs that follow, each as large as the job channel lets through, fit. */
  private static final long BYTES_MAX = 16 << 20;

  /** Nobody writes at one file for so long. */
  private static final Duration HALF_MAX = Duration.ofHours(1);

  private static final int TOLD_MAX = 1_000;

  private final Path folder;
  private final InstantSource clock;
  private final Rejects rejects;
  private final Set<Path> told = ConcurrentHashMap.newKeySet();

  /**
   * A spool in that folder, which is made when there is something to keep.
   *
   * @param folder for one table only: what another table does not know would be put aside
   */
  public FileSpool(Path folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
    this.rejects = new Rejects(folder.resolve(REJECTED));
  }

  @Override
  public Optional<String> keep(SpooledEnd end) {
    try {
      byte[] bytes = EndJson.write(end);
      if (bytes.length > BYTES_MAX) {
        return Optional.of("it has " + bytes.length + " bytes, and " + BYTES_MAX + " are allowed");
      }
      Storage.makeFolder(folder);
      if (Storage.countIn(folder) >= ENDS_MAX) {
        return Optional.of(folder + " holds " + ENDS_MAX + " ends that no table has taken");
      }
      Storage.write(folder, end.name() + HALF, bytes, end.name() + SUFFIX);
      return Optional.empty();
    } catch (IOException refused) {
      return Optional.of(Storage.words(refused));
    }
  }

  @Override
  public void remove(SpooledEnd end) {
    try {
      Files.deleteIfExists(folder.resolve(end.name() + SUFFIX));
    } catch (IOException stays) {
      // It is written once more, which the table answers as it did this time.
    }
  }

  @Override
  public String reject(SpooledEnd end) {
    Path file = folder.resolve(end.name() + SUFFIX);
    try {
      return rejects.take(file).toString();
    } catch (NoSuchFileException another) {
      // Another poller of this host was faster, or it was never kept.
      return rejects.folder().toString();
    } catch (IOException stays) {
      return file + " (it could not be moved: " + Storage.words(stays) + ")";
    }
  }

  @Override
  public Contents contents() {
    List<SpooledEnd> ends = new ArrayList<>();
    List<String> troubles = new ArrayList<>();
    for (Path file : files(troubles)) {
      try {
        if (file.toString().endsWith(SUFFIX)) {
          ends.add(EndJson.read(bytes(file)));
        } else if (isForgotten(file)) {
          troubles.addAll(aside(file, "it was not written to its end"));
        }
      } catch (NoSuchFileException taken) {
        // Its own attempt, or another poller, has just ended it.
      } catch (IOException | IllegalArgumentException unreadable) {
        troubles.addAll(aside(file, Storage.words(unreadable)));
      }
    }
    ends.sort(Comparator.comparing(SpooledEnd::keptAt).thenComparing(SpooledEnd::name));
    return new Contents(ends, troubles);
  }

  private List<Path> files(List<String> troubles) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(SUFFIX) || file.toString().endsWith(HALF))
          .sorted()
          .limit(ENDS_MAX)
          .toList();
    } catch (NoSuchFileException empty) {
      return List.of();
    } catch (NotDirectoryException other) {
      troubles.addAll(toldOnce(folder, "The spool " + folder + " is no folder."));
      return List.of();
    } catch (IOException | UncheckedIOException refused) {
      String why = "The spool " + folder + " cannot be read: " + Storage.words(refused);
      troubles.addAll(toldOnce(folder, why));
      return List.of();
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    if (!Files.isRegularFile(file, NOFOLLOW_LINKS)) {
      if (Files.exists(file, NOFOLLOW_LINKS)) {
        throw new IOException("it is no plain file");
      }
      throw new NoSuchFileException(file.toString());
    }
    if (Files.size(file) > BYTES_MAX) {
      throw new IOException("it is larger than any that was written");
    }
    return Files.readAllBytes(file);
  }

  private boolean isForgotten(Path half) throws IOException {
    Instant written = Files.getLastModifiedTime(half, NOFOLLOW_LINKS).toInstant();
    return written.isBefore(clock.instant().minus(HALF_MAX));
  }

  private List<String> aside(Path file, String why) {
    String problem = "The end in " + file + " cannot be read (" + why + ")";
    try {
      return List.of(problem + " and was put aside: " + rejects.take(file));
    } catch (NoSuchFileException taken) {
      return List.of();
    } catch (IOException stays) {
      return toldOnce(file, problem + " and stays there: " + Storage.words(stays));
    }
  }

  /** What cannot be moved away is met at each look. */
  private List<String> toldOnce(Path file, String trouble) {
    return told.size() < TOLD_MAX && told.add(file) ? List.of(trouble) : List.of();
  }
}
