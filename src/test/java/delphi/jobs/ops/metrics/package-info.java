/** Tests of the numbers. */
@NullMarked
package delphi.jobs.ops.metrics;

import org.jspecify.annotations.NullMarked;
