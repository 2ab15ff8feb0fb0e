/**
 * From the older pollers to ours and back: what a table holds and in which dialects, what the
 * others have, what their start command means here, and what they would do with each row. Reads
 * values, writes nothing.
 */
@NullMarked
package delphi.jobs.migration;

import org.jspecify.annotations.NullMarked;
