package delphi.jobs.desk;

import delphi.jobs.handler.OrderSearch;
import java.util.List;

/** What is known of an order whose batch nobody has named, and from whom. */
public sealed interface Finding {
  /** There is one batch. */
  record Exists(String batchId, String evidence) implements Finding {}

  /**
   * There is none.
   *
   * @param risk why that may be wrong, a sentence; empty when it is certain enough
   */
  record Missing(String evidence, String risk) implements Finding {}

  /** There are several, of which a person has to choose. */
  record Several(List<OrderSearch.Found> batches) implements Finding {
    public Several {
      batches = List.copyOf(batches);
    }
  }
}
