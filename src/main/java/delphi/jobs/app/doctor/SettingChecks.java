package delphi.jobs.app.doctor;

import delphi.jobs.process.TimeLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether what was set can be meant, and whether it fits together. */
final class SettingChecks {
  /** The poller goes round every 30 s at least, and one round may wait for a slow table. */
  private static final long WATCHDOG_MICROS_LEAST = 120_000_000;

  /** The poller writes its file every 35 s at least. */
  private static final Duration ALIVE_AGE_MOST = Duration.ofMinutes(3);

  static final List<Check> ALL =
      List.of(
          Check.error(
              Section.SETTINGS,
              "settings",
              "whether every value that was set can be taken",
              "Correct it; `delphi config` says what each setting accepts.",
              SettingChecks::settings),
          Check.warning(
              Section.SETTINGS,
              "unknown-variables",
              "whether a variable DELPHI_… means nothing to us",
              "Correct its name or unset it; `delphi config` lists every name.",
              SettingChecks::unknown),
          Check.warning(
              Section.SETTINGS,
              "settings-file",
              "whether only its owner may write the file of settings",
              "chmod go-w it: who may write it decides which program runs as this user.",
              SettingChecks::file),
          Check.warning(
              Section.SETTINGS,
              "time-limits",
              "whether each time limit can ever be reached",
              "Make DELPHI_NO_OUTPUT_TIMEOUT shorter than DELPHI_DEFAULT_TIMEOUT, and"
                  + " DELPHI_TOTAL_TIMEOUT longer.",
              SettingChecks::timeLimits),
          Check.warning(
              Section.SETTINGS,
              "lease",
              "whether a lease is longer than the answer to a renewal may take",
              "Set DELPHI_LEASE_SECONDS to 40 or more; 120 is the default.",
              SettingChecks::lease),
          Check.warning(
              Section.SETTINGS,
              "watchdog",
              "whether systemd's watchdog is patient enough for a slow table",
              "Set WatchdogSec=5min in the unit.",
              SettingChecks::watchdog),
          Check.warning(
              Section.SETTINGS,
              "notify-socket",
              "whether systemd can be told that the poller is ready",
              "Start the poller by the unit itself (Type=notify, NotifyAccess=main), or unset"
                  + " NOTIFY_SOCKET.",
              SettingChecks::notifySocket),
          Check.error(
              Section.SETTINGS,
              "alive-file",
              "whether the file for probes can be written",
              "Name a file in a folder that this user may write to (DELPHI_ALIVE_FILE).",
              SettingChecks::aliveFile),
          Check.warning(
              Section.SETTINGS,
              "alive-age",
              "whether the poller that writes the file for probes goes round",
              "See whether the poller runs, and what its log says; start it again if it hangs.",
              SettingChecks::aliveAge));

  private SettingChecks() {}

  private static Seen settings(Visit visit) {
    return of(visit.program().refusals(), visit.program().given().size() + " are set");
  }

  private static Seen unknown(Visit visit) {
    return of(visit.program().unknown(), "every variable is known");
  }

  private static Seen of(List<Flaw> flaws, String good) {
    if (flaws.isEmpty()) {
      return Seen.fine(good);
    }
    return Seen.wrong(
        flaws.stream().map(Flaw::what).collect(Collectors.joining("; ")),
        flaws.stream().map(Flaw::remedy).distinct().collect(Collectors.joining(" ")).strip());
  }

  private static Seen file(Visit visit) throws IOException {
    Path file = visit.program().settingsFile();
    if (file == null || !Files.isRegularFile(file)) {
      return Seen.skipped("there is no file of settings");
    }
    return isOpen(file) ? Seen.wrong("others may write " + file) : Seen.fine(file.toString());
  }

  /** Whether somebody but the owner may write it. */
  static boolean isOpen(Path file) throws IOException {
    Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
    return rights.contains(PosixFilePermission.GROUP_WRITE)
        || rights.contains(PosixFilePermission.OTHERS_WRITE);
  }

  private static Seen timeLimits(Visit visit) {
    TimeLimits times = visit.patient().handlers().limits().times();
    Duration silence = times.silence();
    Duration total = times.total();
    if (silence != null && silence.compareTo(times.run()) >= 0) {
      return Seen.wrong(
          "a job may be silent for "
              + Span.of(silence)
              + " but runs "
              + Span.of(times.run())
              + " at most");
    }
    return total != null && total.compareTo(times.run()) < 0
        ? Seen.wrong(
            "all attempts together get " + Span.of(total) + ", one alone " + Span.of(times.run()))
        : Seen.fine("a job runs for " + Span.of(times.run()) + " unless its row says otherwise");
  }

  private static Seen lease(Visit visit) {
    if (!(visit.patient().place() instanceof Place.Dynamo(var settings))) {
      return Seen.skipped("only a store over the network makes one wait");
    }
    Duration margin = visit.terms().lease().stopBefore();
    Duration answer = settings.limits().callTimeout();
    return margin.compareTo(answer) <= 0
        ? Seen.wrong(
            "the holder stops its job %s before the end of a lease of %s, and an answer may take %s"
                .formatted(
                    Span.of(margin), Span.of(visit.terms().lease().length()), Span.of(answer)))
        : Seen.fine("a lease lasts " + Span.of(visit.terms().lease().length()));
  }

  private static Seen watchdog(Visit visit) {
    String period = visit.patient().variable("WATCHDOG_USEC");
    if (!period.matches("[1-9]\\d{0,15}")) {
      return Seen.skipped("there is no watchdog");
    }
    long micros = Long.parseLong(period);
    String detail = "it bites after " + micros / 1_000_000 + " s";
    return micros < WATCHDOG_MICROS_LEAST ? Seen.wrong(detail) : Seen.fine(detail);
  }

  private static Seen notifySocket(Visit visit) {
    String socket = visit.patient().variable("NOTIFY_SOCKET");
    if (socket.isEmpty()) {
      return Seen.skipped("not started by systemd");
    }
    boolean isThere =
        socket.startsWith("@") || (socket.startsWith("/") && Files.exists(Path.of(socket)));
    return isThere ? Seen.fine(socket) : Seen.wrong("there is no socket " + socket);
  }

  private static Seen aliveFile(Visit visit) {
    Path file = visit.program().aliveFile();
    if (file == null) {
      return Seen.skipped("none is set");
    }
    return Folders.isWritableFile(file)
        ? Seen.fine(file.toString())
        : Seen.wrong(file + " cannot be written");
  }

  private static Seen aliveAge(Visit visit) throws IOException {
    Path file = visit.program().aliveFile();
    if (file == null || !Files.exists(file)) {
      return Seen.skipped("no poller has written one");
    }
    Instant written = Files.getLastModifiedTime(file).toInstant();
    Duration age = Duration.between(written, visit.now());
    String detail = file + " was written " + Span.of(age) + " ago";
    return age.compareTo(ALIVE_AGE_MOST) > 0 ? Seen.wrong(detail) : Seen.fine(detail);
  }
}
