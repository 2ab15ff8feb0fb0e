package delphi.jobs.app;

import picocli.CommandLine.Option;

/** Why an operator changes jobs, and how sure they are: flags that such verbs share. */
final class Assurance {
  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the job's row.")
  private String reason = "";

  @Option(names = "--dry-run", description = "Say what would be done, and change nothing.")
  private boolean dryRun;

  @Option(
      names = {"-y", "--yes"},
      description = "Do it even to several jobs at once, or where there is a risk.")
  private boolean yes;

  String reason() {
    return reason;
  }

  boolean isDryRun() {
    return dryRun;
  }

  boolean isSure() {
    return yes;
  }
}
