package delphi.jobs.ops;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log says of a poller that retires rows of old jobs. */
public final class RetentionLines {
  private static final Logger LOG = LoggerFactory.getLogger("delphi.retention");

  private RetentionLines() {}

  public static void begun(String before, String place) {
    LOG.info("Retiring rows of jobs that ended before {}, to {}", before, place);
  }

  public static void exported(String name, int rows) {
    LOG.info("Exported {} rows to {} and read them back; they leave the table now", rows, name);
  }

  /**
   * How far it is.
   *
   * @param units of reading and writing so far; 0 where the store has none
   */
  public static void progress(int removed, double units, Duration since) {
    LOG.info("Retired {} rows so far, with {} units in {} s", removed, units, since.toSeconds());
  }

  public static void over(int exported, int removed, String stay, boolean isStopped) {
    LOG.info(
        "Retired {} rows of {} exported{}{}",
        removed,
        exported,
        stay,
        isStopped ? "; stopped, the next run goes on" : "");
  }

  public static void failed(String why) {
    LOG.warn("Retiring rows broke off, and every row is in the table or in a file: {}", why);
  }
}
