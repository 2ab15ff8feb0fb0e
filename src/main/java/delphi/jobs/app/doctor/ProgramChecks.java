package delphi.jobs.app.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What the program itself needs to run well. */
final class ProgramChecks {
  private static final int JAVA_LEAST = 25;
  private static final long MEGABYTE = 1 << 20;

  /** For the program itself; measured with an idle poller, doubled. */
  private static final long HEAP_BASE = 64 * MEGABYTE;

  /** Beside the output that is kept of a job: its row, its log on the way to the journal. */
  private static final long HEAP_FOR_A_JOB = 4 * MEGABYTE;

  /** More of a machine than this leaves too little for the scripts. */
  private static final int HEAP_PERCENT_MOST = 75;

  static final List<Check> ALL =
      List.of(
          Check.warning(
              Section.PROGRAM,
              "java",
              "the version of Java",
              "Install a released JDK 25 or newer, and name it in DELPHI_JAVA_HOME.",
              ProgramChecks::java),
          Check.warning(
              Section.PROGRAM,
              "heap",
              "whether the heap holds the output of as many jobs as run at once",
              "Give it more: DELPHI_JAVA_OPTS=-Xmx512m; or run fewer jobs at once (--max-workers).",
              ProgramChecks::heap),
          Check.warning(
              Section.PROGRAM,
              "heap-share",
              "whether the heap leaves memory for the scripts",
              "Bound it, as with DELPHI_JAVA_OPTS=-Xmx256m: the scripts need the memory more.",
              ProgramChecks::heapShare),
          Check.warning(
              Section.PROGRAM,
              "charset",
              "whether names of files and arguments may have letters of every language",
              "Start it with LANG=C.UTF-8 (systemd: Environment=LANG=C.UTF-8).",
              ProgramChecks::charset),
          Check.warning(
              Section.PROGRAM,
              "child-locale",
              "whether scripts print UTF-8",
              "Set LC_ALL=C.UTF-8, or unset it: where nothing is set, scripts get LANG=C.UTF-8.",
              ProgramChecks::childLocale),
          Check.warning(
              Section.PROGRAM,
              "stdout",
              "whether what scripts print reaches the log that the report page reads",
              "Let the poller's stdout go to the container's log or the journal of systemd"
                  + " (StandardOutput=journal); a --log-file has not the lines of the scripts.",
              ProgramChecks::stdout),
          Check.warning(
              Section.PROGRAM,
              "log-level",
              "whether errors are logged",
              "Set DELPHI_LOG_LEVEL to WARNING or INFO (--log-level): CRITICAL is said by nothing.",
              ProgramChecks::logLevel),
          Check.error(
              Section.PROGRAM,
              "log-file",
              "whether the log file can be written",
              "Make its folder, give this user the right to write there, or name another file with"
                  + " DELPHI_LOG_FILE.",
              ProgramChecks::logFile));

  private ProgramChecks() {}

  private static Seen java(Visit visit) {
    Runtime.Version java = visit.program().java();
    if (java.feature() < JAVA_LEAST) {
      return Seen.wrong("Java " + java + " is too old");
    }
    return java.pre().isPresent()
        ? Seen.wrong("Java " + java + " is no release")
        : Seen.fine("Java " + java);
  }

  private static Seen heap(Visit visit) {
    long kept = 2L * visit.patient().handlers().limits().bytesMax() + HEAP_FOR_A_JOB;
    long needed = HEAP_BASE + visit.terms().workers() * kept;
    long heap = visit.program().heapBytes();
    String detail = megabytes(heap) + ", of which the jobs that run at once take up to ";
    return heap < needed
        ? Seen.wrong(detail + megabytes(needed))
        : Seen.fine(detail + megabytes(needed));
  }

  private static Seen heapShare(Visit visit) {
    OptionalLong memory = visit.patient().machine().memoryBytes();
    if (memory.isEmpty()) {
      return Seen.skipped("nobody says how much memory there is");
    }
    long percent = visit.program().heapBytes() * 100 / Math.max(1, memory.getAsLong());
    String detail = "the heap may take " + percent + " % of " + megabytes(memory.getAsLong());
    return percent > HEAP_PERCENT_MOST ? Seen.wrong(detail) : Seen.fine(detail);
  }

  private static Seen charset(Visit visit) {
    String charset = visit.program().charset();
    return charset.equalsIgnoreCase("UTF-8") ? Seen.fine(charset) : Seen.wrong("it is " + charset);
  }

  /** What is set first counts, as in the C library. */
  private static Seen childLocale(Visit visit) {
    String locale =
        Stream.of("LC_ALL", "LC_CTYPE", "LANG")
            .map(visit.patient()::variable)
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse("C.UTF-8");
    String plain = locale.toLowerCase(Locale.ROOT).replace("-", "");
    return plain.contains("utf8") ? Seen.fine(locale) : Seen.wrong("scripts get " + locale);
  }

  private static Seen stdout(Visit visit) throws IOException {
    Path stdout = visit.patient().machine().root().resolve("proc/self/fd/1");
    if (!Files.isSymbolicLink(stdout)) {
      return Seen.skipped("nobody says where stdout goes");
    }
    String target = Files.readSymbolicLink(stdout).toString();
    return target.equals("/dev/null")
        ? Seen.wrong("stdout goes to " + target)
        : Seen.fine("stdout goes to " + target);
  }

  private static Seen logLevel(Visit visit) {
    String level = visit.program().logLevel();
    return level.equals("CRITICAL")
        ? Seen.wrong("nothing is logged at " + level)
        : Seen.fine(level);
  }

  private static Seen logFile(Visit visit) {
    Path file = visit.program().logFile();
    if (file == null) {
      return Seen.fine("none is set");
    }
    return Folders.isWritableFile(file)
        ? Seen.fine(file.toString())
        : Seen.wrong(file + " cannot be written");
  }

  static String megabytes(long bytes) {
    return bytes / MEGABYTE + " MB";
  }
}
