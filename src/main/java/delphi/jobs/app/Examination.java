package delphi.jobs.app;

import delphi.jobs.app.doctor.Check;
import delphi.jobs.app.doctor.Doctor;
import delphi.jobs.app.doctor.Finding;
import delphi.jobs.app.doctor.Flaw;
import delphi.jobs.app.doctor.Machine;
import delphi.jobs.app.doctor.Patient;
import delphi.jobs.app.doctor.Place;
import delphi.jobs.app.doctor.Program;
import delphi.jobs.app.doctor.RealDisks;
import delphi.jobs.app.doctor.Severity;
import delphi.jobs.app.doctor.Terms;
import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import delphi.jobs.engine.LeaseSettings;
import delphi.jobs.engine.ThreadTasks;
import delphi.jobs.engine.TypeFilter;
import delphi.jobs.handler.HandlerSettings;
import delphi.jobs.process.OsProcessRunner;
import delphi.jobs.process.Quota;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Brings this installation before the doctor: what its settings say, with whatever they refuse as
 * something to be told and not as the end.
 */
final class Examination {
  private final Session session;
  private final List<Flaw> refusals = new ArrayList<>();
  private final Settings settings;

  Examination(Session session) {
    this.session = session;
    this.settings =
        Settings.of(
            session.globals().settings(),
            session.surroundings().environment(),
            session.configFile(),
            this::refused);
  }

  /** Where it looks, for a person. */
  String place() {
    return orElse(() -> stores().place(), "no store");
  }

  /** Makes these checks. */
  List<Finding> of(List<Check> checks) {
    return new Doctor(new ThreadTasks(), System::nanoTime).examine(patient(), checks);
  }

  /**
   * Lets nothing begin where something is in the way.
   *
   * @throws Problem that names every error, a line each
   */
  static void requireSound(Session session) {
    List<Finding> errors =
        new Examination(session)
            .of(Doctor.CHECKS).stream().filter(each -> each.is(Severity.ERROR)).toList();
    if (errors.isEmpty()) {
      return;
    }
    for (Finding error : errors) {
      session.complain(error.check().id() + ": " + error.detail() + ". " + error.fix());
    }
    String what = errors.size() == 1 ? "1 error" : errors.size() + " errors";
    throw new Problem(
        Exit.CONFIGURATION, "--strict", what, "`delphi doctor` looks again and tells more.");
  }

  private Patient patient() {
    Workshop workshop = new Workshop(settings, session.surroundings());
    HandlerSettings handlers =
        orElse(
            workshop::handlerSettings,
            HandlerSettings.defaults(session.surroundings().environment()));
    Terms terms = terms(workshop);
    Place place = storePlace();
    return new Patient(
        program(),
        terms,
        handlers,
        session.surroundings().environment(),
        new Machine(
            Path.of("/"),
            Path.of(System.getProperty("java.io.tmpdir")),
            new RealDisks(),
            OsProcessRunner::obstacle),
        place,
        session.surroundings().clock());
  }

  private Program program() {
    return new Program(
        VersionVerb.programVersion(),
        settings.digest(),
        Runtime.version(),
        Charset.forName(System.getProperty("sun.jnu.encoding")).name(),
        Runtime.getRuntime().maxMemory(),
        refusals,
        Names.strange(session.surroundings().environment().keySet()).stream()
            .map(name -> new Flaw(name + " means nothing here", ""))
            .toList(),
        session.configFile(),
        given(),
        settings.required(Setting.LOG_LEVEL),
        settings.text(Setting.LOG_FILE).map(Path::of).orElse(null),
        settings.text(Setting.ALIVE_FILE).map(Path::of).orElse(null));
  }

  private Set<String> given() {
    Set<String> given = new LinkedHashSet<>();
    for (Setting setting : Setting.values()) {
      if (settings.isGiven(setting)) {
        given.add(setting.variable());
      }
    }
    return given;
  }

  private Terms terms(Workshop workshop) {
    return new Terms(
        settings.number(Setting.MAX_WORKERS),
        orElse(workshop::lease, LeaseSettings.DEFAULT),
        orElse(workshop::typeFilter, TypeFilter.ALL),
        orElse(() -> Workshop.quota(settings), Quota.NONE),
        settings.required(Setting.CONTAINMENT),
        settings.names(Setting.PASS_ENV),
        settings.text(Setting.RECONCILE_SCRIPT).orElse(null),
        orElse(() -> stores().spoolFolder(), session.surroundings().home()),
        settings.zone(Setting.TIME_ZONE));
  }

  private Place storePlace() {
    Place none = new Place.Unusable("the settings name no store that could be used");
    return orElse(
        () ->
            switch (stores().address()) {
              case StoreAddress.Sqlite(Path file) -> new Place.Sqlite(file);
              case StoreAddress.DynamoDb() -> new Place.Dynamo(stores().dynamoSettings());
            },
        none);
  }

  private Stores stores() {
    return new Stores(
        settings, session.surroundings().environment(), session.surroundings().home());
  }

  /** What the parts refuse of their settings is a flaw like any other. */
  private <T> T orElse(Supplier<T> part, T instead) {
    try {
      return part.get();
    } catch (Problem refused) {
      refused(refused);
      return instead;
    }
  }

  private void refused(Problem problem) {
    Flaw flaw = new Flaw(String.valueOf(problem.getMessage()), problem.remedy());
    if (!refusals.contains(flaw)) {
      refusals.add(flaw);
    }
  }
}
