package delphi.jobs.handler;

import delphi.jobs.job.NewJob;
import delphi.jobs.job.Progress;
import java.time.Duration;
import java.util.Map;

/** One thing that a command has said over the job channel (CONTRACT §5). */
public sealed interface Statement {
  /** How far it is. */
  record Said(Progress progress) implements Statement {}

  /** Attributes that it wants on its own row, names and values already checked. */
  record SetAttributes(Map<String, String> attributes) implements Statement {}

  /** A job that is to follow. */
  record SubmitJob(NewJob job) implements Statement {}

  /** When it wants to be asked again. */
  record RetryAfter(Duration delay) implements Statement {}

  /** That it has ordered nothing that costs money, and will not. */
  record NothingOrdered() implements Statement {}

  /** What it spent, as JSON values. */
  record Cost(Map<String, Object> fields) implements Statement {}

  /** Something that we do not accept, and why. */
  record Refused(String why) implements Statement {}
}
