package delphi.jobs.handler;

import java.util.List;

/**
 * The handlers that we bring along, and the one decision which job gets which command. It looks at
 * the type and at {@code batch_id}, and never at the status, which the claim has changed by then
 * (CONTRACT §4):
 *
 * <table>
 * <caption>type and batch decide</caption>
 * <tr><th>job_type</th><th>without batch_id</th><th>with batch_id</th></tr>
 * <tr><td>FULL_PIPELINE</td><td>pipeline</td><td>pipeline</td></tr>
 * <tr><td>NARRATIVE_BATCH</td><td>narrative-batch</td><td>batch-status</td></tr>
 * <tr><td>CREATE_NARRATIVE_BATCH</td><td>narrative-batch</td><td>batch-status</td></tr>
 * <tr><td>AWAITING_NARRATIVE_BATCH</td><td>batch-status</td><td>batch-status</td></tr>
 * <tr><td>BATCH_STATUS_CHECK</td><td>batch-status</td><td>batch-status</td></tr>
 * <tr><td>anything else</td><td>left alone</td><td>left alone</td></tr>
 * </table>
 *
 * <p>Left alone means: there is no handler, so the job is never claimed. There is no default on
 * purpose: the pipeline begins by deleting what the conversation had before.
 */
public final class Handlers {
  private Handlers() {}

  /** A new type is one file that implements {@link JobHandler}, and one line here. */
  public static List<JobHandler> standard(HandlerSettings settings) {
    return List.of(
        new PipelineHandler(settings),
        new NarrativeBatchHandler(settings),
        new BatchStatusHandler(settings));
  }
}
