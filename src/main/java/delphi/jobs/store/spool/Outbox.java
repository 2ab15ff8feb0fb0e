package delphi.jobs.store.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Letters to others that nobody has taken yet, one small file each, in a folder that all programs
 * of one host and one table share. A letter is there whole or not at all; what is there and cannot
 * be read as one is left alone.
 */
public final class Outbox {
  /** More than this means that nobody has taken any for very long. */
  static final int LETTERS_MAX = 1_000;

  private static final int BYTES_MAX = 64 << 10;
  private static final String FORM = "delphi-letter 1 ";
  private static final String SUFFIX = ".letter";
  private static final Pattern NAME = Pattern.compile("([A-Za-z0-9_]{1,100})\\.letter");

  private final Path folder;

  /** An outbox in that folder, which is made when there is something to keep. */
  public Outbox(Path folder) {
    this.folder = folder;
  }

  /**
   * One letter.
   *
   * @param id of letters, digits and underscores
   */
  public record Letter(String id, String text) {
    public Letter {
      if (!NAME.matcher(id + SUFFIX).matches()) {
        throw new IllegalArgumentException("no id of a letter: " + id);
      }
    }
  }

  /** Keeps a letter until it is removed; or says why that cannot be. */
  public Optional<String> keep(Letter letter) {
    byte[] bytes = (FORM + checksum(letter.text()) + "\n" + letter.text()).getBytes(UTF_8);
    if (bytes.length > BYTES_MAX) {
      return Optional.of("it has " + bytes.length + " bytes, and " + BYTES_MAX + " are allowed");
    }
    try {
      Storage.makeFolder(folder);
      if (Storage.countIn(folder) >= LETTERS_MAX) {
        return Optional.of(folder + " holds " + LETTERS_MAX + " of them");
      }
      Storage.write(folder, letter.id() + FileSpool.HALF, bytes, letter.id() + SUFFIX);
      return Optional.empty();
    } catch (IOException refused) {
      return Optional.of(folder + ": " + Storage.words(refused));
    }
  }

  /** Whether it is kept, as far as that can be seen. */
  public boolean holds(String id) {
    return Files.exists(folder.resolve(id + SUFFIX), NOFOLLOW_LINKS);
  }

  public void remove(String id) {
    try {
      Files.deleteIfExists(folder.resolve(id + SUFFIX));
    } catch (IOException stays) {
      // It goes out once more, under the same id.
    }
  }

  /** All that are kept, the oldest first. */
  public List<Letter> letters() {
    List<Found> found = new ArrayList<>();
    for (Path file : files()) {
      read(file).ifPresent(found::add);
    }
    found.sort(Comparator.comparingLong(Found::millis).thenComparing(each -> each.letter().id()));
    return found.stream().map(Found::letter).toList();
  }

  private List<Path> files() {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(SUFFIX)).limit(LETTERS_MAX).toList();
    } catch (IOException | UncheckedIOException none) {
      return List.of();
    }
  }

  private static Optional<Found> read(Path file) {
    Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
    try {
      if (!name.matches()
          || !Files.isRegularFile(file, NOFOLLOW_LINKS)
          || Files.size(file) > BYTES_MAX) {
        return Optional.empty();
      }
      long millis = Files.getLastModifiedTime(file).toMillis();
      return text(Files.readString(file))
          .map(text -> new Found(new Letter(name.group(1), text), millis));
    } catch (IOException takenOrUnreadable) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(String content) {
    int line = content.indexOf('\n');
    String text = content.substring(line + 1);
    return line >= 0 && content.substring(0, line).equals(FORM + checksum(text))
        ? Optional.of(text)
        : Optional.empty();
  }

  private static String checksum(String text) {
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(UTF_8));
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  /** One of them, and when it was put there. */
  private record Found(Letter letter, long millis) {}
}
