/** Tests of traces and of how they and the numbers are sent. */
@NullMarked
package delphi.jobs.ops.trace;

import org.jspecify.annotations.NullMarked;
