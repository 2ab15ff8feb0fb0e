/** Exports in a bucket of S3, or of a server that speaks as it does. */
@NullMarked
package delphi.jobs.retention.s3;

import org.jspecify.annotations.NullMarked;
