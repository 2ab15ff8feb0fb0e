/**
 * Traces of attempts, and the numbers, for whoever speaks OpenTelemetry's protocol. Nothing here is
 * loaded unless somebody has asked for it.
 */
@NullMarked
package delphi.jobs.ops.trace;

import org.jspecify.annotations.NullMarked;
