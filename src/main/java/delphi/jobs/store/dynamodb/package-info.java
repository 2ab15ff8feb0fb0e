/** A store in DynamoDB: the only package that sees the AWS SDK. */
@NullMarked
package delphi.jobs.store.dynamodb;

import org.jspecify.annotations.NullMarked;
