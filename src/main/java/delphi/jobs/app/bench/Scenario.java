package delphi.jobs.app.bench;

import java.util.Locale;

/** What can be measured. */
public enum Scenario {
  THROUGHPUT("no-op jobs, every slot busy"),
  PROCESSES("jobs that are a real process each, /bin/true"),
  STARTS("processes alone, /bin/true, on each rung of containment"),
  LATENCY("from submit to start, under light load"),
  CONTENTION("pollers of one slot that compete for one queue"),
  BACKLOG("the cost of a job when more of them wait"),
  FLOOD("a job that prints lines of 80 bytes as fast as it can"),
  WAITING("jobs that only wait, and what the poller costs meanwhile"),
  PARKED("a poller all of whose jobs wait for batches"),
  START("the command line, beside one in Python with boto3"),
  IDLE("a poller with nothing to do"),
  ESTIMATES("how far estimates of the time left are off, in seeded made-up runs");

  private final String meaning;

  Scenario(String meaning) {
    this.meaning = meaning;
  }

  public String meaning() {
    return meaning;
  }

  /** Its name as people write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
