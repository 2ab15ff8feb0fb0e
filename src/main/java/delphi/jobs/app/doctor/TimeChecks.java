package delphi.jobs.app.doctor;

import delphi.jobs.engine.ClockDifference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Clocks, and how long answers take. */
final class TimeChecks {
  /** A job costs a handful of requests; beyond this they are felt. */
  private static final Duration ANSWER_MOST = Duration.ofMillis(250);

  private static final Path SYNC = Path.of("run/systemd/timesync");

  static final List<Check> ALL =
      List.of(
          Check.error(
              Section.TIME,
              "clock",
              "whether this host's clock and the server's agree as far as leases suppose",
              "Set the clock, and keep it set: timedatectl set-ntp true.",
              StoreChecks.reading(TimeChecks::clock)),
          Check.note(
              Section.TIME,
              "clock-kept",
              "whether this host's clock is kept by a server of time",
              "timedatectl set-ntp true; see `timedatectl timesync-status`.",
              TimeChecks::kept),
          Check.warning(
              Section.TIME,
              "time-zone",
              "whether times without a zone are read in the zone in which they were written",
              "Set DELPHI_TIME_ZONE to the zone of the machine that wrote them; UTC is right for"
                  + " containers.",
              StoreChecks.counting(TimeChecks::zone)),
          Check.warning(
              Section.TIME,
              "latency-read",
              "how long the store takes to answer a read",
              "Run the poller nearer to the store (the same region), or see what the network does.",
              StoreChecks.reading(visit -> quick(visit.speed().read()))),
          Check.warning(
              Section.TIME,
              "latency-write",
              "how long the store takes to answer a write",
              "Run the poller nearer to the store; for a file, use a faster disk.",
              StoreChecks.reading(visit -> quick(visit.speed().write()))),
          Check.warning(
              Section.TIME,
              "throttling",
              "whether requests had to be repeated",
              "Switch the table to on-demand billing, or raise its capacity; see what else uses it.",
              StoreChecks.reading(TimeChecks::throttling)));

  private TimeChecks() {}

  private static Seen clock(Visit visit) {
    Optional<ClockDifference> difference = visit.opened().ear().clock().difference();
    if (difference.isEmpty()) {
      return Seen.skipped("the store has no clock of its own");
    }
    Duration limit = visit.terms().lease().clockError().dividedBy(2);
    Duration finest = limit.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : limit;
    Duration likely = difference.get().likely();
    String detail =
        "the server's clock is "
            + Span.of(likely)
            + (likely.isNegative() ? " behind" : " ahead of")
            + " ours";
    return difference.get().isCertainlyBeyond(finest)
        ? Seen.wrong(detail + "; " + Span.of(finest) + " are allowed for")
        : Seen.fine(detail);
  }

  private static Seen kept(Visit visit) {
    Path folder = visit.patient().machine().root().resolve(SYNC);
    if (!Files.isDirectory(folder)) {
      return Seen.skipped("nobody says");
    }
    return Files.exists(folder.resolve("synchronized"))
        ? Seen.fine("it is")
        : Seen.wrong("systemd-timesyncd has not reached a server yet");
  }

  private static Seen zone(Visit visit) {
    boolean isSet = visit.program().given().contains("DELPHI_TIME_ZONE");
    boolean hasLocal = visit.rows().census(visit.now()).dialects().hasLocalTimes();
    if (!hasLocal) {
      return Seen.fine("every time has its zone");
    }
    return isSet
        ? Seen.fine("they are read as " + visit.terms().naiveZone())
        : Seen.wrong(
            "times have no zone, and nobody has set one; they are read as " + ZoneOffset.UTC);
  }

  private static Seen quick(Duration median) {
    String detail = Math.max(1, median.toMillis()) + " ms";
    return median.compareTo(ANSWER_MOST) > 0 ? Seen.wrong(detail) : Seen.fine(detail);
  }

  private static Seen throttling(Visit visit) {
    Speed afterThese = visit.speed();
    Ear ear = visit.opened().ear();
    String detail = ear.repeated() + " of " + ear.requests() + " requests";
    return ear.repeated() > 0 && afterThese.read().isPositive()
        ? Seen.wrong(detail)
        : Seen.fine(detail);
  }
}
