package delphi.jobs.app.doctor;

import delphi.jobs.store.dynamodb.DynamoSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What can be broken with a DynamoDB, or with somebody who answers in its place. */
final class TableBreakages {
  static final List<Breakage> ALL =
      List.of(
          new Breakage(
              "credentials",
              ward -> {
                System.setProperty("aws.disableEc2Metadata", "true");
                System.setProperty("aws.sharedCredentialsFile", ward.path("none").toString());
                System.setProperty("aws.configFile", ward.path("none").toString());
                Map<String, String> named = new HashMap<>(ward.patient().environment());
                named.put("AWS_ACCESS_KEY_ID", "not-in-the-environment-of-this-JVM");
                return at(ward, DoctorTables.whole()).with(named);
              }),
          denied("describe", "DescribeTable", "Delphi_JobQueue"),
          bare("index-status"),
          bare("index-conversation"),
          bare("index-type"),
          bare("index-worker"),
          denied("table-read", "Query", "Delphi_JobQueue"),
          denied("table-write", "UpdateItem", "Delphi_JobQueue"),
          bare("billing"),
          bare("table-ttl"),
          bare("deletion-protection"),
          journal("journal", "DoctorNoJournal"),
          journal("journal-keys", DoctorTables.BARE),
          journal("journal-ttl", DoctorTables.ENDLESS),
          denied("journal-read", "Query", "Delphi_JobJournal"),
          denied("journal-write", "PutItem", "Delphi_JobJournal"),
          journal("journal-needed", "DoctorNoJournal"),
          new Breakage(
              "clock",
              ward -> {
                InstantSource real = InstantSource.system();
                Patient patient = at(ward, Stand.in().settings());
                return new Patient(
                    patient.program(),
                    patient.terms(),
                    patient.handlers(),
                    patient.environment(),
                    patient.machine(),
                    patient.place(),
                    () -> real.instant().plus(Duration.ofHours(1)));
              }),
          new Breakage("throttling", ward -> at(ward, Stand.in().failingOnce().settings())));

  private TableBreakages() {}

  private static Breakage denied(String id, String operation, String table) {
    return new Breakage(id, ward -> at(ward, Stand.in().denying(operation, table).settings()));
  }

  private static Breakage bare(String id) {
    return new Breakage(id, ward -> at(ward, DoctorTables.bare()));
  }

  private static Breakage journal(String id, String name) {
    return new Breakage(
        id, ward -> at(ward, DoctorTables.whole().withTables(DoctorTables.WHOLE, name)));
  }

  /** The patient of a ward, whose jobs lie there. */
  static Patient at(Ward ward, DynamoSettings settings) {
    Patient patient = ward.patient().with(new Place.Dynamo(settings));
    return new Patient(
        patient.program(),
        patient.terms(),
        patient.handlers(),
        patient.environment(),
        patient.machine(),
        patient.place(),
        InstantSource.system());
  }
}
