package delphi.jobs.app.doctor;

import java.util.Locale;

/** What a check is about; in the order in which they are told. */
public enum Section {
  PROGRAM("Program"),
  SETTINGS("Settings"),
  SCRIPTS("Scripts"),
  MACHINE("Machine"),
  CONTAINMENT("Containment"),
  STORE("Store"),
  TABLE("Table"),
  JOURNAL("Journal"),
  POLLERS("Other pollers"),
  JOBS("Jobs"),
  TIME("Time");

  private final String heading;

  Section(String heading) {
    this.heading = heading;
  }

  public String heading() {
    return heading;
  }

  /** As programs read it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
