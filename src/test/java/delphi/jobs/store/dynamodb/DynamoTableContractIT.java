package delphi.jobs.store.dynamodb;

import delphi.jobs.store.JobStoreContract;
import delphi.jobs.store.row.Table;

/**
 * The one contract, held by a real DynamoDB Local; what is DynamoDB's own: {@link DynamoTableIT}.
 */
class DynamoTableContractIT extends JobStoreContract {
  @Override
  protected Table emptyTable() {
    return LocalTable.jobsOnly().table();
  }
}
