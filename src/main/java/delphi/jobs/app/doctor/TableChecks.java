package delphi.jobs.app.doctor;

import delphi.jobs.store.StoreException;
import delphi.jobs.store.StoreSetup;
import delphi.jobs.store.dynamodb.DynamoExamination;
import delphi.jobs.store.row.Query;
import delphi.jobs.store.row.Written;
import java.util.List;
import java.util.Optional;

/** The table of jobs: its shape, and what we may do with it. */
final class TableChecks {
  private static final String ADD_INDEX =
      "Add it to the table (aws dynamodb update-table); `delphi init --dry-run` says its keys.";

  static final List<Check> ALL =
      List.of(
          Check.error(
              Section.TABLE,
              "table",
              "whether the table of jobs is there, with the right key",
              "`delphi init` makes what is missing; or correct --table, --region, --endpoint-url.",
              TableChecks::table),
          Check.warning(
              Section.TABLE,
              "describe",
              "whether we may look at the tables themselves",
              "Allow dynamodb:DescribeTable and dynamodb:DescribeTimeToLive on both tables. Jobs"
                  + " run without it; keys and indexes cannot be verified.",
              TableChecks::describe),
          Check.error(
              Section.TABLE,
              "index-status",
              "the index by which jobs that wait are found",
              ADD_INDEX,
              visit -> index(visit, "StatusCreatedIndex")),
          Check.warning(
              Section.TABLE,
              "index-conversation",
              "the index by which jobs of a conversation are found",
              ADD_INDEX + " Without it, such a list reads the whole table.",
              visit -> index(visit, "ConversationIndex")),
          Check.note(
              Section.TABLE,
              "index-type",
              "an index that other programs may use",
              ADD_INDEX + " We do without it.",
              visit -> index(visit, "JobTypeIndex")),
          Check.note(
              Section.TABLE,
              "index-worker",
              "an index that other programs may use",
              ADD_INDEX + " We do without it.",
              visit -> index(visit, "WorkerStatusIndex")),
          Check.error(
              Section.TABLE,
              "table-read",
              "whether we may read jobs and find those that wait",
              "Allow dynamodb:GetItem, and dynamodb:Query on the table and on table/…/index/*.",
              TableChecks::read),
          Check.error(
              Section.TABLE,
              "table-write",
              "whether we may change jobs; tried with a change whose condition never holds",
              "Allow dynamodb:UpdateItem on the table; for a file, give this user the right to"
                  + " write it.",
              StoreChecks.reading(TableChecks::write)),
          Check.note(
              Section.TABLE,
              "billing",
              "whether the table takes as many requests as come",
              "Switch it to on-demand billing (aws dynamodb update-table --billing-mode"
                  + " PAY_PER_REQUEST), or watch its throttling.",
              TableChecks::billing),
          Check.warning(
              Section.TABLE,
              "table-ttl",
              "whether rows of jobs are deleted by age",
              "Switch time to live off for the table of jobs: a row that goes takes its job along.",
              TableChecks::timeToLive),
          Check.note(
              Section.TABLE,
              "deletion-protection",
              "whether the table is protected from being deleted",
              "aws dynamodb update-table --table-name TABLE --deletion-protection-enabled",
              TableChecks::protection));

  private TableChecks() {}

  private static boolean isDenied(StoreException trouble) {
    return trouble.kind() == StoreException.Kind.DENIED;
  }

  private static Seen table(Visit visit) {
    Optional<StoreException> trouble = visit.trouble();
    if (trouble.isPresent()) {
      return switch (trouble.get().kind()) {
        case MISSING, INVALID ->
            Seen.wrong(String.valueOf(trouble.get().getMessage()), trouble.get().remedy());
        case UNAVAILABLE, DENIED -> Seen.skipped("no row can be read");
      };
    }
    StoreSetup.Finding first = findings(visit).stream().findFirst().orElse(null);
    if (first == null) {
      return Seen.fine("it answers");
    }
    List<StoreSetup.Finding> missing =
        visit.opened().dynamo() == null
            ? findings(visit).stream()
                .filter(each -> each.kind() == StoreSetup.Finding.Kind.WOULD_CREATE)
                .toList()
            : List.of();
    if (!missing.isEmpty()) {
      return Seen.wrong(missing.size() + " parts are missing, " + missing.getFirst().name());
    }
    return first.kind() == StoreSetup.Finding.Kind.DIFFERENT
        ? Seen.wrong(first.name() + " " + first.detail())
        : Seen.fine(first.name());
  }

  /** None where we may not look. */
  private static List<StoreSetup.Finding> findings(Visit visit) {
    try {
      return visit.shape();
    } catch (StoreException denied) {
      if (isDenied(denied)) {
        return List.of();
      }
      throw denied;
    }
  }

  private static Seen describe(Visit visit) {
    if (visit.isUnsigned() || visit.trouble().filter(each -> !isDenied(each)).isPresent()) {
      return Seen.skipped("the table does not answer");
    }
    try {
      return Seen.fine(visit.shape().size() + " things were looked at");
    } catch (StoreException refused) {
      return isDenied(refused)
          ? Seen.wrong(String.valueOf(refused.getMessage()))
          : Seen.skipped(String.valueOf(refused.getMessage()));
    }
  }

  private static Seen index(Visit visit, String name) {
    if (!(visit.patient().place() instanceof Place.Dynamo)) {
      return Seen.skipped("a file has its own");
    }
    if (visit.trouble().isPresent()) {
      return Seen.skipped("no row can be read");
    }
    return findings(visit).stream()
        .filter(each -> each.name().endsWith("/" + name))
        .findFirst()
        .map(found ->
            switch (found.kind()) {
              case PRESENT, CREATED -> Seen.fine(name);
              case ABSENT, WOULD_CREATE, DIFFERENT -> Seen.wrong(name + ": " + found.detail());
            })
        .orElseGet(() -> Seen.skipped("we may not look at the table"));
  }

  private static Seen read(Visit visit) {
    Optional<StoreException> trouble = visit.trouble();
    if (visit.isUnsigned()) {
      return Seen.skipped("there are no credentials to ask with");
    }
    if (trouble.filter(TableChecks::isDenied).isPresent()) {
      return Seen.wrong(String.valueOf(trouble.get().getMessage()), trouble.get().remedy());
    }
    if (trouble.isPresent()) {
      return Seen.skipped("the table does not answer");
    }
    var _ = visit.opened().table().query(Query.oldest(Query.Index.STATUS, "PENDING", 1));
    return Seen.fine("we may");
  }

  private static Seen write(Visit visit) {
    return switch (visit.speed().written()) {
      case Written.ConditionFailed _ -> Seen.fine("we may");
      case Written.Refused(String why, String remedy) -> Seen.wrong(why, remedy);
      case Written.NoAnswer(String why) -> Seen.wrong(why);
      case Written.TooLarge(String why) -> Seen.wrong(why);
      case Written.Done _ -> throw new IllegalStateException("a condition held that never does");
    };
  }

  /** What only DynamoDB knows of its table. */
  private interface Judgement {
    Seen of(DynamoExamination.Keeping keeping);
  }

  private static Seen kept(Visit visit, Judgement judgement) {
    if (!(visit.patient().place() instanceof Place.Dynamo) || visit.trouble().isPresent()) {
      return Seen.skipped("there is no such table of DynamoDB");
    }
    DynamoExamination dynamo = visit.opened().dynamo();
    if (dynamo == null) {
      return Seen.skipped("there is no such table of DynamoDB");
    }
    try {
      return judgement.of(dynamo.keeping());
    } catch (StoreException unknown) {
      return Seen.skipped(String.valueOf(unknown.getMessage()));
    }
  }

  private static Seen billing(Visit visit) {
    return kept(
        visit,
        keeping ->
            keeping.isProvisioned()
                ? Seen.wrong("its capacity is bought in advance, and what is beyond is refused")
                : Seen.fine("on demand"));
  }

  private static Seen timeToLive(Visit visit) {
    return kept(
        visit,
        keeping ->
            keeping.ttl() == null
                ? Seen.fine("they stay")
                : Seen.wrong("rows go after the time in " + keeping.ttl()));
  }

  private static Seen protection(Visit visit) {
    return kept(
        visit,
        keeping ->
            keeping.isProtected() ? Seen.fine("it is") : Seen.wrong("anybody may delete it"));
  }
}
