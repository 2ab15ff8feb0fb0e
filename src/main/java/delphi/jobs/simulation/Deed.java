package delphi.jobs.simulation;

/**
 * A change of a job that was made by a poller or a person.
 *
 * @param step as a history calls it
 * @param version the row's, after it
 */
record Deed(String step, long version, Life by) {
  static final String SUBMIT = "SUBMIT";

  String told() {
    return step + " v" + version;
  }
}
