package delphi.jobs.app.chaos;

/** What is done to a poller. */
enum Deed {
  KILL("kill -9"),
  PAUSE("SIGSTOP"),
  STOP("SIGTERM");

  private final String word;

  Deed(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }
}
