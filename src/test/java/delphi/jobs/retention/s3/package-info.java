/** Tests of exports in a bucket. */
@NullMarked
package delphi.jobs.retention.s3;

import org.jspecify.annotations.NullMarked;
