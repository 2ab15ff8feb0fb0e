package delphi.jobs.app.bench;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What something took.
 *
 * @param cpu of this whole process, on all its cores; a server beside it is not in it
 */
record Effort(Duration wall, Duration cpu, Counts counts) {
  private static final com.sun.management.OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);

  /** What is measured. */
  @FunctionalInterface
  interface Work {
    void doIt() throws InterruptedException;
  }

  static Effort of(Tally tally, Work work) throws InterruptedException {
    Counts before = tally.counts();
    long cpu = SYSTEM.getProcessCpuTime();
    long start = System.nanoTime();
    work.doIt();
    long wall = System.nanoTime() - start;
    return new Effort(
        Duration.ofNanos(wall),
        Duration.ofNanos(SYSTEM.getProcessCpuTime() - cpu),
        tally.counts().since(before));
  }

  double perSecond(int jobs) {
    return jobs / seconds(wall);
  }

  double cpuMillis(int jobs) {
    return seconds(cpu) * 1_000 / jobs;
  }

  /**
   * Tells the figures that every run of jobs has.
   *
   * @param about what tells these runs from others of the scenario; may be empty
   */
  void tell(Figures figures, int jobs, String about) {
    figures.add("jobs a second" + about, perSecond(jobs));
    figures.add("our CPU, ms a job" + about, cpuMillis(jobs));
    figures.add("requests a job" + about, (double) counts.allRequests() / jobs);
    counts
        .requests()
        .forEach((kind, count) -> figures.add(kind + " a job" + about, (double) count / jobs));
    if (counts.allWriteUnits() > 0) {
      figures.add("read units a job" + about, counts.readUnits() / jobs);
      tellWriteUnits(figures, jobs, about);
    }
  }

  /** Tells what the writes cost: with every index of ours, and with the one that is needed. */
  void tellWriteUnits(Figures figures, int jobs, String about) {
    figures.add("write units a job, all indexes" + about, counts.allWriteUnits() / jobs);
    figures.add("write units a job, one index" + about, counts.leastWriteUnits() / jobs);
  }

  static double seconds(Duration span) {
    return span.toNanos() / 1e9;
  }
}
