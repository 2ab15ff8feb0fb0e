package delphi.jobs.store;

import delphi.jobs.store.row.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What every store must do: the test of an adapter extends this, gives it an empty table for each
 * test, and adds what is peculiar to itself. One file a subject; together they are the protocol as
 * far as a table can hold it.
 */
public abstract class JobStoreContract
    implements ClaimContract,
        EffectContract,
        FenceContract,
        FixtureContract,
        ForeignAttributesContract,
        OldPollerContract,
        QuarantineContract,
        QueryContract,
        SearchContract,
        SettlementContract,
        SubmitContract {
  private Table table;

  /** A table with no rows in it, which the suite closes. */
  protected abstract Table emptyTable() throws Exception;

  @BeforeEach
  final void openTable() throws Exception {
    table = emptyTable();
  }

  @AfterEach
  final void closeTable() {
    table.close();
  }

  @Override
  public final Table table() {
    return table;
  }
}
