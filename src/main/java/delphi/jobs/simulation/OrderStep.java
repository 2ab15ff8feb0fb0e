package delphi.jobs.simulation;

import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;

/** How far the order of a batch has come when its poller dies. */
public enum OrderStep {
  /** Claimed; nobody has written that anything is to be ordered. */
  CLAIMED("claimed"),
  /** The row says what is to be ordered; nothing runs yet. */
  INTENDED("intended"),
  /** The script runs, and has not paid. */
  STARTED("started"),
  /** It has paid, and the row does not say for what. */
  PAID("paid"),
  /** The row names the batch; the job has not ended. */
  KNOWN("known");

  private final String word;

  OrderStep(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  static OrderStep of(Dossier job) {
    Row row = job.row;
    if (job.payments > 0) {
      return row != null && row.get(Name.BATCH_ID) != null ? KNOWN : PAID;
    }
    if (job.process != null) {
      return STARTED;
    }
    return row != null && row.get(Name.ORDER_OPEN_SINCE) != null ? INTENDED : CLAIMED;
  }
}
