package delphi.jobs.store.spool;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.store.Spool;
import delphi.jobs.store.SpooledEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The spool on a real disk: what is kept, what is put aside, and what it says of trouble. */
class FileSpoolTest {
  @TempDir private Path root = Path.of("");

  private final InstantSource clock = InstantSource.system();

  @Test
  void whatIsKeptIsThereForTheNextPollerUntilItIsRemoved() {
    SpooledEnd end = Ends.of(1);

    assertThat(spool().keep(end)).isEmpty();
    assertThat(spool().contents().ends()).containsExactly(end);

    spool().remove(end);
    spool().remove(end);
    assertThat(spool().contents()).isEqualTo(new Spool.Contents(List.of(), List.of()));
  }

  @Test
  void theOlderOneComesFirst() {
    List.of(3, 1, 2).forEach(number -> spool().keep(Ends.of(number)));

    assertThat(spool().contents().ends()).containsExactly(Ends.of(1), Ends.of(2), Ends.of(3));
  }

  @Test
  void nobodyElseMayReadIt() throws IOException {
    spool().keep(Ends.of(1));
    spool().keep(Ends.of(2));
    spool().reject(Ends.of(2));

    assertThat(permissions(folder())).isEqualTo("rwx------");
    assertThat(permissions(folder().resolve(FileSpool.REJECTED))).isEqualTo("rwx------");
    assertThat(files(folder())).hasSize(1).allMatch(file -> permissions(file).equals("rw-------"));
    assertThat(files(folder().resolve(FileSpool.REJECTED)))
        .hasSize(1)
        .allMatch(file -> permissions(file).equals("rw-------"));
  }

  @Test
  void aSpoolThatIsNotThereIsEmpty() {
    assertThat(spool().contents()).isEqualTo(new Spool.Contents(List.of(), List.of()));
  }

  @Test
  void anEndThatTheTableWillNotHaveIsPutAsideAndItsPlaceIsTold() {
    spool().keep(Ends.of(1));

    Path place = Path.of(spool().reject(Ends.of(1)));

    assertThat(spool().contents().ends()).isEmpty();
    assertThat(place).exists().hasParent(folder().resolve(FileSpool.REJECTED));
    assertThat(place).content().contains("\"move\":\"COMPLETE\"");
  }

  @Test
  void onlyTheNewestRejectedOnesAreKept() throws IOException {
    Path rejected = Files.createDirectories(folder().resolve(FileSpool.REJECTED));
    for (int i = 0; i < Rejects.FILES_MAX + 5; i++) {
      Path file = Files.createFile(rejected.resolve("old-" + i));
      Files.setLastModifiedTime(file, FileTime.fromMillis(1_000L * (i + 1)));
    }
    spool().keep(Ends.of(1));

    Path newest = Path.of(spool().reject(Ends.of(1)));

    assertThat(files(rejected)).hasSize(Rejects.FILES_MAX).contains(newest);
    assertThat(rejected.resolve("old-0")).doesNotExist();
    assertThat(rejected.resolve("old-6")).exists();
  }

  @Test
  void rejectedOnesDoNotFillTheDisk() throws IOException {
    Path rejected = Files.createDirectories(folder().resolve(FileSpool.REJECTED));
    for (int i = 0; i < 5; i++) {
      Path file = Files.write(rejected.resolve("large-" + i), new byte[8 << 20]);
      Files.setLastModifiedTime(file, FileTime.fromMillis(1_000L * (i + 1)));
    }
    spool().keep(Ends.of(1));

    spool().reject(Ends.of(1));

    assertThat(files(rejected).stream().mapToLong(file -> file.toFile().length()).sum())
        .isLessThanOrEqualTo(Rejects.BYTES_MAX);
    assertThat(rejected.resolve("large-4")).exists();
  }

  @Test
  void whatCannotBeReadIsPutAsideAndToldAndTheOthersAreStillThere() throws IOException {
    spool().keep(Ends.of(1));
    Path good = files(folder()).getFirst();
    String text = Files.readString(good);
    Files.writeString(folder().resolve("a.end"), text.substring(0, text.length() / 2));
    Files.writeString(folder().resolve("b.end"), text.replace("delphi-end 1", "delphi-end 9"));
    Files.writeString(folder().resolve("c.end"), "");
    Files.createDirectory(folder().resolve("d.end"));
    Files.createSymbolicLink(folder().resolve("e.end"), good);

    Spool spool = spool();
    Spool.Contents contents = spool.contents();

    assertThat(contents.ends()).containsExactly(Ends.of(1));
    assertThat(contents.troubles())
        .hasSize(5)
        .allMatch(trouble -> trouble.contains("put aside: " + folder().resolve("rejected")));
    assertThat(contents.troubles().getFirst()).contains("a.end", "not whole");
    assertThat(spool.contents().troubles()).isEmpty();
    assertThat(files(folder().resolve(FileSpool.REJECTED))).hasSize(4);
  }

  @Test
  void aFileThatIsStillBeingWrittenIsLeftAloneAndAForgottenOneIsPutAside() throws IOException {
    Files.createDirectories(folder());
    Path young = Files.writeString(folder().resolve("young" + FileSpool.HALF), "delphi-");
    Path old = Files.writeString(folder().resolve("old" + FileSpool.HALF), "delphi-");
    FileTime longAgo = FileTime.from(clock.instant().minus(Duration.ofDays(1)));
    Files.setLastModifiedTime(old, longAgo);

    assertThat(spool().contents().troubles())
        .singleElement()
        .asString()
        .contains("old.half", "not written to its end");
    assertThat(young).exists();
    assertThat(old).doesNotExist();
  }

  @Test
  void aPlaceThatIsNoFolderIsToldInWordsAndOnceAtReading() throws IOException {
    Files.writeString(folder(), "a file");
    Spool spool = spool();

    Optional<String> trouble = spool.keep(Ends.of(1));

    assertThat(trouble).isPresent();
    assertThat(spool.contents().troubles())
        .singleElement()
        .asString()
        .contains(folder() + " is no folder");
    assertThat(spool.contents().troubles()).isEmpty();
    spool.remove(Ends.of(1));
    assertThat(spool.reject(Ends.of(1))).isNotEmpty();
  }

  @Test
  void aDiskThatIsFullIsSaidAndLeavesNoHalfFile() throws IOException {
    Path full = Path.of("/dev/full");
    Files.createDirectories(folder());
    Files.createSymbolicLink(folder().resolve(Ends.of(1).name() + FileSpool.HALF), full);

    assertThat(spool().keep(Ends.of(1))).isPresent();

    assertThat(files(folder())).isEmpty();
  }

  @Test
  void aSpoolThatNobodyEmptiesTakesNoMore() throws IOException {
    Files.createDirectories(folder());
    for (int i : IntStream.range(0, FileSpool.ENDS_MAX).toArray()) {
      Files.createFile(folder().resolve(i + FileSpool.SUFFIX));
    }

    assertThat(spool().keep(Ends.of(1)))
        .hasValueSatisfying(why -> assertThat(why).contains("holds 10000 ends"));
  }

  private Spool spool() {
    return new FileSpool(folder(), clock);
  }

  private Path folder() {
    return root.resolve("spool");
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static String permissions(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException gone) {
      return gone.toString();
    }
  }
}
