package delphi.jobs.app.doctor;

import delphi.jobs.store.spool.FileSpool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** What the machine, or the container, has for a poller and its scripts. */
final class MachineChecks {
  /** What the pipeline of a small conversation has been seen to need. */
  private static final long MEMORY_FOR_A_JOB = 512L << 20;

  private static final int PIDS_BASE = 100;
  private static final int PIDS_FOR_A_JOB = 64;
  private static final int FILES_BASE = 256;
  private static final int FILES_FOR_A_JOB = 32;
  private static final long BYTES_FREE_LEAST = 200L << 20;
  private static final long INODES_FREE_LEAST = 1_000;

  /** The poller tries again much sooner than this. */
  private static final Duration WAITING_MOST = Duration.ofMinutes(10);

  static final List<Check> ALL =
      List.of(
          Check.warning(
              Section.MACHINE,
              "memory",
              "whether there is memory for as many jobs as run at once",
              "Run fewer at once (--max-workers), or give the machine or container more memory.",
              MachineChecks::memory),
          Check.warning(
              Section.MACHINE,
              "pids",
              "whether the container may have as many processes as the jobs need",
              "Raise the limit (systemd: TasksMax=, Docker: --pids-limit), or run fewer jobs at"
                  + " once.",
              MachineChecks::pids),
          Check.warning(
              Section.MACHINE,
              "user-processes",
              "whether this user may have as many processes as the jobs need",
              "Raise it (ulimit -u, systemd: LimitNPROC=), or run fewer jobs at once.",
              MachineChecks::userProcesses),
          Check.warning(
              Section.MACHINE,
              "open-files",
              "whether the poller may open as many files as the jobs need",
              "Raise it (ulimit -n, systemd: LimitNOFILE=65536).",
              MachineChecks::openFiles),
          Check.error(
              Section.MACHINE,
              "disk",
              "room on the disks of the spool, the scripts and the temporary files",
              "Make room there, or move them: DELPHI_SPOOL_DIR, TMPDIR.",
              MachineChecks::disk),
          Check.error(
              Section.MACHINE,
              "inodes",
              "whether those disks can take more files",
              "Delete small files there (`df -i` says which disk is full), or move the folders.",
              MachineChecks::inodes),
          Check.error(
              Section.MACHINE,
              "temp-folder",
              "whether temporary files can be written",
              "Make the folder writable for this user, or set DELPHI_JAVA_OPTS=-Djava.io.tmpdir=DIR.",
              visit -> writable(visit.patient().machine().temp())),
          Check.error(
              Section.MACHINE,
              "spool-folder",
              "whether ends of jobs can be kept on the disk of this host",
              "Give this user the right to write there, or name another folder: DELPHI_SPOOL_DIR.",
              visit -> writable(visit.terms().spool())),
          Check.warning(
              Section.MACHINE,
              "spool-waiting",
              "whether ends of jobs wait here that no poller brings to the table",
              "Start a poller with the same settings on this host: it writes them first of all.",
              MachineChecks::waiting),
          Check.warning(
              Section.MACHINE,
              "spool-rejected",
              "whether ends of jobs were put aside that the table would not have",
              "Look at them (`ls -l` there): each tells how a job ended; delete them when they are"
                  + " of no use any more.",
              MachineChecks::rejected));

  private MachineChecks() {}

  private static Seen memory(Visit visit) {
    long needed = visit.program().heapBytes() / 2 + visit.terms().workers() * MEMORY_FOR_A_JOB;
    OptionalLong memory = visit.patient().machine().memoryBytes();
    if (memory.isEmpty()) {
      return Seen.skipped("nobody says how much there is");
    }
    String detail =
        "%s with --max-workers %d"
            .formatted(ProgramChecks.megabytes(memory.getAsLong()), visit.terms().workers());
    return memory.getAsLong() < needed
        ? Seen.wrong(detail + "; small ones take " + ProgramChecks.megabytes(needed))
        : Seen.fine(detail);
  }

  private static Seen pids(Visit visit) {
    return enough(visit.patient().machine().pids(), PIDS_BASE, PIDS_FOR_A_JOB, "processes", visit);
  }

  private static Seen userProcesses(Visit visit) {
    OptionalLong limit = visit.patient().machine().limit("Max processes");
    return enough(limit, PIDS_BASE, PIDS_FOR_A_JOB, "processes", visit);
  }

  private static Seen openFiles(Visit visit) {
    OptionalLong limit = visit.patient().machine().limit("Max open files");
    return enough(limit, FILES_BASE, FILES_FOR_A_JOB, "open files", visit);
  }

  private static Seen enough(OptionalLong limit, int base, int forAJob, String what, Visit visit) {
    if (limit.isEmpty()) {
      return Seen.fine("no limit");
    }
    long needed = base + (long) forAJob * visit.terms().workers();
    String detail = limit.getAsLong() + " " + what + " are allowed";
    return limit.getAsLong() < needed
        ? Seen.wrong(detail + "; --max-workers " + visit.terms().workers() + " may take " + needed)
        : Seen.fine(detail);
  }

  private static Set<Path> folders(Visit visit) {
    Set<Path> folders = new LinkedHashSet<>();
    folders.add(Folders.existing(visit.terms().spool()));
    folders.add(Folders.existing(visit.patient().handlers().scripts().directory()));
    folders.add(Folders.existing(visit.patient().machine().temp()));
    return folders;
  }

  private static Seen disk(Visit visit) throws IOException {
    List<String> full = new ArrayList<>();
    long least = Long.MAX_VALUE;
    for (Path folder : folders(visit)) {
      long free = visit.patient().machine().disks().bytesFree(folder);
      least = Math.min(least, free);
      if (free < BYTES_FREE_LEAST) {
        full.add(ProgramChecks.megabytes(free) + " are free at " + folder);
      }
    }
    return full.isEmpty()
        ? Seen.fine("at least " + ProgramChecks.megabytes(least) + " are free")
        : Seen.wrong(String.join("; ", full));
  }

  private static Seen inodes(Visit visit) throws IOException {
    List<String> full = new ArrayList<>();
    for (Path folder : folders(visit)) {
      OptionalLong free = visit.patient().machine().disks().filesFree(folder);
      if (free.isPresent() && free.getAsLong() < INODES_FREE_LEAST) {
        full.add("only " + free.getAsLong() + " more files can be made at " + folder);
      }
    }
    return full.isEmpty() ? Seen.fine("they can") : Seen.wrong(String.join("; ", full));
  }

  /** Tried with a file that is forced to the disk and deleted, if the folder is there. */
  private static Seen writable(Path folder) {
    Path there = Folders.existing(folder);
    if (!Files.isDirectory(there)) {
      return Seen.wrong(there + " is no folder");
    }
    if (!there.equals(folder.toAbsolutePath().normalize())) {
      return Files.isWritable(there)
          ? Seen.fine(folder + " can be made")
          : Seen.wrong(folder + " is missing, and this user may not make it in " + there);
    }
    try {
      Path file = Files.createTempFile(folder, "delphi-doctor-", ".tmp");
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
        channel.force(true);
      } finally {
        Files.deleteIfExists(file);
      }
      return Seen.fine(folder.toString());
    } catch (IOException refused) {
      return Seen.wrong(folder + " cannot be written: " + refused);
    }
  }

  private static Seen waiting(Visit visit) throws IOException {
    Instant limit = visit.now().minus(WAITING_MOST);
    int waiting = 0;
    for (Path end : filesIn(visit.terms().spool(), FileSpool.SUFFIX)) {
      waiting += Files.getLastModifiedTime(end).toInstant().isBefore(limit) ? 1 : 0;
    }
    return waiting == 0
        ? Seen.fine("none")
        : Seen.wrong(
            "%d wait in %s for more than %s"
                .formatted(waiting, visit.terms().spool(), Span.of(WAITING_MOST)));
  }

  private static Seen rejected(Visit visit) throws IOException {
    Path folder = visit.terms().spool().resolve(FileSpool.REJECTED);
    int count = filesIn(folder, "").size();
    return count == 0 ? Seen.fine("none") : Seen.wrong(count + " lie in " + folder);
  }

  private static List<Path> filesIn(Path folder, String ending) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .filter(Files::isRegularFile)
          .toList();
    }
  }
}
