package delphi.jobs.app.doctor;

import delphi.jobs.store.StoreException;
import delphi.jobs.store.dynamodb.DynamoExamination;
import delphi.jobs.store.dynamodb.DynamoSettings;
import delphi.jobs.store.sql.SqlExamination;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the store answers, and whether it is the right one. */
final class StoreChecks {
  private static final Pattern AWS_HOST =
      Pattern.compile("dynamodb\\.([a-z0-9-]+)\\.amazonaws\\.com(\\.cn)?");

  /** Names and addresses of networks that nobody else listens in. */
  private static final Pattern NEAR =
      Pattern.compile(
          "[^.]+|127\\..*|10\\..*|192\\.168\\..*|172\\.(1[6-9]|2\\d|3[01])\\..*|\\[.*\\]"
              + "|.*\\.(local|internal|localhost|svc|cluster\\.local)");

  /** Locks of files are not to be relied on there, and SQLite's are all that it has. */
  private static final Set<String> OF_NETWORKS =
      Set.of("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "fuse.sshfs", "9p", "ceph");

  private static final long READ_MOST = 500L << 20;

  static final List<Check> ALL =
      List.of(
          Check.error(
              Section.STORE,
              "endpoint",
              "whether the store answers",
              "Start it, or correct --store, --endpoint-url, --region; `delphi config` shows them.",
              StoreChecks::endpoint),
          Check.error(
              Section.STORE,
              "credentials",
              "whether there are credentials for AWS, and where from",
              "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or AWS_PROFILE, or give the machine"
                  + " a role.",
              StoreChecks::credentials),
          Check.error(
              Section.STORE,
              "region",
              "whether the region is that of the endpoint",
              "Set AWS_REGION (--region) to the region that the endpoint names.",
              StoreChecks::region),
          Check.note(
              Section.STORE,
              "region-set",
              "whether somebody has said which region of AWS is meant",
              "Set AWS_REGION (--region); without it, us-west-2 is asked.",
              StoreChecks::regionSet),
          Check.warning(
              Section.STORE,
              "endpoint-encryption",
              "whether what is said to a far endpoint is encrypted",
              "Use https:// in DYNAMODB_ENDPOINT (--endpoint-url).",
              StoreChecks::encryption),
          Check.error(
              Section.STORE,
              "sqlite-file",
              "whether this user may write the file of the store and its folder",
              "Make the file and its folder writable for this user; SQLite puts two files beside it.",
              StoreChecks::sqliteFile),
          Check.error(
              Section.STORE,
              "sqlite-integrity",
              "whether the file of the store is sound",
              "Stop the pollers, keep the file, put a backup in its place, or save what can be"
                  + " read: sqlite3 FILE .recover",
              StoreChecks::sqliteIntegrity),
          Check.error(
              Section.STORE,
              "sqlite-disk",
              "whether the file of the store lies on a disk of this machine",
              "Move it to a local disk (--store sqlite:PATH): over a network its locks do not hold.",
              StoreChecks::sqliteDisk));

  private StoreChecks() {}

  private static Seen endpoint(Visit visit) {
    if (visit.patient().place() instanceof Place.Unusable(String why)) {
      return Seen.wrong(why);
    }
    Optional<StoreException> trouble = visit.trouble();
    if (visit.isUnsigned()) {
      return Seen.skipped("there are no credentials to ask with");
    }
    boolean isSilent =
        trouble.filter(each -> each.kind() == StoreException.Kind.UNAVAILABLE).isPresent();
    return isSilent
        ? Seen.wrong(String.valueOf(trouble.orElseThrow().getMessage()))
        : Seen.fine("it answers");
  }

  /** Looks on only where somebody answers; else it is said once, and not by everyone. */
  static Check.Look reading(Check.Look look) {
    return visit ->
        visit.patient().place() instanceof Place.Unusable || visit.trouble().isPresent()
            ? Seen.skipped("no row can be read")
            : look.at(visit);
  }

  /** The same for what is counted along an index, which some tables have not got. */
  static Check.Look counting(Check.Look look) {
    return reading(visit -> {
      try {
        return look.at(visit);
      } catch (StoreException unanswered) {
        return Seen.skipped("rows cannot be listed");
      }
    });
  }

  private static Seen credentials(Visit visit) {
    if (!(visit.patient().place() instanceof Place.Dynamo)) {
      return Seen.skipped("a file needs none");
    }
    DynamoExamination dynamo = visit.opened().dynamo();
    return dynamo == null
        ? Seen.skipped("a file needs none")
        : dynamo.credentials().map(Seen::fine).orElseGet(() -> Seen.wrong("none were found"));
  }

  private static Optional<DynamoSettings> dynamo(Visit visit) {
    return visit.patient().place() instanceof Place.Dynamo(DynamoSettings settings)
        ? Optional.of(settings)
        : Optional.empty();
  }

  private static Seen region(Visit visit) {
    Optional<DynamoSettings> settings = dynamo(visit);
    URI endpoint = settings.map(DynamoSettings::endpoint).orElse(null);
    if (settings.isEmpty() || endpoint == null) {
      return Seen.skipped("no endpoint is named");
    }
    String region = settings.get().region();
    Matcher host = AWS_HOST.matcher(endpoint.getHost().toLowerCase(Locale.ROOT));
    return host.matches() && !host.group(1).equals(region)
        ? Seen.wrong(
            "the endpoint is in " + host.group(1) + ", and requests are signed for " + region)
        : Seen.fine(region);
  }

  private static Seen regionSet(Visit visit) {
    Optional<DynamoSettings> settings = dynamo(visit);
    if (settings.isEmpty() || settings.get().endpoint() != null) {
      return Seen.skipped("it is not AWS itself");
    }
    String region = settings.get().region();
    return visit.program().given().contains("AWS_REGION")
        ? Seen.fine(region)
        : Seen.wrong("nobody has, so it is " + region);
  }

  private static Seen encryption(Visit visit) {
    URI endpoint = dynamo(visit).map(DynamoSettings::endpoint).orElse(null);
    if (endpoint == null) {
      return Seen.skipped("no endpoint is named");
    }
    boolean isOpen =
        endpoint.getScheme().equals("http") && !NEAR.matcher(endpoint.getHost()).matches();
    return isOpen
        ? Seen.wrong("jobs and their results go to " + endpoint.getHost() + " unencrypted")
        : Seen.fine(endpoint.getScheme());
  }

  private static Seen sqliteFile(Visit visit) {
    if (!(visit.patient().place() instanceof Place.Sqlite(Path file))) {
      return Seen.skipped("the store is no file");
    }
    if (!Files.exists(file)) {
      return Seen.skipped("there is none yet");
    }
    Path folder = Folders.existing(file.toAbsolutePath().resolveSibling("."));
    return Files.isRegularFile(file) && Files.isWritable(file) && Files.isWritable(folder)
        ? Seen.fine(file.toString())
        : Seen.wrong("this user may not write " + file + " or its folder");
  }

  private static Seen sqliteIntegrity(Visit visit) throws IOException {
    if (!(visit.patient().place() instanceof Place.Sqlite(Path file))) {
      return Seen.skipped("the store is no file");
    }
    if (!Files.isRegularFile(file)) {
      return Seen.skipped("there is none yet");
    }
    if (Files.size(file) > READ_MOST) {
      return Seen.skipped(
          "it is large: sqlite3 " + file + " 'PRAGMA quick_check' does it in its own time");
    }
    return SqlExamination.damage(file).map(Seen::wrong).orElseGet(() -> Seen.fine("it is sound"));
  }

  private static Seen sqliteDisk(Visit visit) throws IOException {
    if (!(visit.patient().place() instanceof Place.Sqlite(Path file))) {
      return Seen.skipped("the store is no file");
    }
    String kind = visit.patient().machine().disks().kind(Folders.existing(file));
    return OF_NETWORKS.contains(kind.toLowerCase(Locale.ROOT))
        ? Seen.wrong(file + " lies on " + kind)
        : Seen.fine(kind);
  }
}
