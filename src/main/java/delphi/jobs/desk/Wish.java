package delphi.jobs.desk;

import delphi.jobs.job.Job;
import java.time.Instant;

/** What an operator wants for a job; decided anew each time its row has changed. */
public interface Wish {
  /** The verb. */
  String word();

  /** What it means for a job whose row could be read. */
  Decision on(Job job, String reason, Instant now);
}
