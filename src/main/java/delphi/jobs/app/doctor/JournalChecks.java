package delphi.jobs.app.doctor;

import delphi.jobs.handler.HandlerSettings;
import delphi.jobs.retention.Rota;
import delphi.jobs.retention.Shift;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.StoreSetup;
import delphi.jobs.store.register.Kept;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The companion table: full logs, history, and what pollers agree on. */
final class JournalChecks {
  private static final Duration HOUR = Duration.ofHours(1);

  static final List<Check> ALL =
      List.of(
          Check.warning(
              Section.JOURNAL,
              "journal",
              "whether the journal is there",
              "`delphi init` makes it and leaves the table of jobs as it is. Without it, logs keep"
                  + " their newest 50 lines and jobs have no history.",
              JournalChecks::isThere),
          Check.error(
              Section.JOURNAL,
              "journal-keys",
              "whether the table under the journal's name is a journal",
              "Name another table: DELPHI_JOURNAL_TABLE; `delphi init` makes it.",
              JournalChecks::keys),
          Check.warning(
              Section.JOURNAL,
              "journal-ttl",
              "whether old logs go by themselves",
              "aws dynamodb update-time-to-live --table-name JOURNAL --time-to-live-specification"
                  + " Enabled=true,AttributeName=expires_at",
              JournalChecks::timeToLive),
          Check.warning(
              Section.JOURNAL,
              "journal-read",
              "whether we may read the journal",
              "Allow dynamodb:Query and dynamodb:GetItem on the journal's table.",
              JournalChecks::read),
          Check.warning(
              Section.JOURNAL,
              "journal-write",
              "whether we may write to the journal; tried with a change whose condition never holds",
              "Allow dynamodb:PutItem on the journal's table.",
              JournalChecks::write),
          Check.warning(
              Section.JOURNAL,
              "journal-needed",
              "whether what pollers have to agree on can be kept",
              "`delphi init` makes the journal; or set DELPHI_JOIN_ORDERS=off and"
                  + " DELPHI_PIPELINES_PER_CONVERSATION=0, which says that nobody needs to agree.",
              JournalChecks::needed),
          Check.warning(
              Section.JOURNAL,
              "retention",
              "whether a poller retires rows of old jobs, and how the last run went",
              "See what it broke off for; every row is in the table or in a file. The next run is when"
                  + " DELPHI_RETAIN_EVERY is over, or `delphi retain`.",
              JournalChecks::retention));

  private JournalChecks() {}

  private static boolean is(StoreException.Kind kind, Optional<StoreException> trouble) {
    return trouble.filter(each -> each.kind() == kind).isPresent();
  }

  private static Seen isThere(Visit visit) {
    if (visit.trouble().isPresent()) {
      return Seen.skipped("no row can be read");
    }
    return is(StoreException.Kind.MISSING, visit.journalTrouble())
        ? Seen.wrong("it is missing")
        : Seen.fine("it is there");
  }

  private static Seen keys(Visit visit) {
    if (visit.trouble().isPresent() || is(StoreException.Kind.MISSING, visit.journalTrouble())) {
      return Seen.skipped("there is no journal");
    }
    Optional<StoreException> trouble = visit.journalTrouble();
    return is(StoreException.Kind.INVALID, trouble)
        ? Seen.wrong(String.valueOf(trouble.orElseThrow().getMessage()))
        : Seen.fine("it is");
  }

  private static Seen timeToLive(Visit visit) {
    if (visit.trouble().isPresent() || visit.journalTrouble().isPresent()) {
      return Seen.skipped("there is no journal");
    }
    try {
      return visit.shape().stream()
          .filter(each -> each.name().endsWith("/TTL"))
          .filter(each -> each.kind() == StoreSetup.Finding.Kind.ABSENT)
          .findFirst()
          .map(found -> Seen.wrong(found.detail()))
          .orElseGet(() -> Seen.fine("they do"));
    } catch (StoreException refused) {
      return Seen.skipped("we may not look at the tables");
    }
  }

  private static Seen read(Visit visit) {
    if (visit.trouble().isPresent() || is(StoreException.Kind.MISSING, visit.journalTrouble())) {
      return Seen.skipped("there is no journal");
    }
    return is(StoreException.Kind.DENIED, visit.journalTrouble())
        ? Seen.wrong(String.valueOf(visit.journalTrouble().orElseThrow().getMessage()))
        : Seen.fine("we may");
  }

  private static Seen write(Visit visit) {
    if (visit.trouble().isPresent() || visit.journalTrouble().isPresent()) {
      return Seen.skipped("there is no journal");
    }
    Kept kept =
        visit
            .opened()
            .register()
            .keep(Visit.NOBODY, "never there", "never written", visit.now().plus(HOUR));
    return switch (kept) {
      case Kept.Changed() -> Seen.fine("we may");
      case Kept.Refused(String why, String remedy) -> Seen.wrong(why, remedy);
      case Kept.Unclear(String why) -> Seen.wrong(why);
      case Kept.Done() -> throw new IllegalStateException("a condition held that never does");
    };
  }

  private static Seen retention(Visit visit) {
    if (visit.trouble().isPresent() || visit.journalTrouble().isPresent()) {
      return Seen.skipped("there is no journal");
    }
    Shift shift = new Rota(visit.opened().register(), Visit.NOBODY).newest().orElse(null);
    if (shift == null) {
      return Seen.fine("none ever has: DELPHI_RETAIN_EVERY is off by default");
    }
    String now = shift.isWorking(visit.now()) ? shift.worker() + " is at it; " : "";
    if (shift.ranAt() == null) {
      return Seen.fine(now + "no run has come to its end yet");
    }
    return shift.trouble().isEmpty()
        ? Seen.fine(
            now
                + "the last run ended at "
                + shift.ranAt()
                + ", by "
                + shift.worker()
                + ": "
                + shift.removed()
                + " rows removed")
        : Seen.wrong(now + "the run of " + shift.ranAt() + " was broken off: " + shift.trouble());
  }

  private static Seen needed(Visit visit) {
    HandlerSettings handlers = visit.patient().handlers();
    if (!handlers.joinsOrders() && handlers.pipelinesPerConversation() == 0) {
      return Seen.skipped("nothing has to be agreed on");
    }
    if (visit.trouble().isPresent()) {
      return Seen.skipped("no row can be read");
    }
    return visit.journalTrouble().isPresent()
        ? Seen.wrong(
            "the journal cannot be used, so two pollers may order one batch twice, or run two"
                + " pipelines of one conversation at once")
        : Seen.fine("it can");
  }
}
