/** Tests of the DynamoDB adapter, against a real DynamoDB Local in a process of its own. */
@NullMarked
package delphi.jobs.store.dynamodb;

import org.jspecify.annotations.NullMarked;
