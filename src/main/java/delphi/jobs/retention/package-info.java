/** Finished rows leave the table: exported, verified, and only then removed. */
@NullMarked
package delphi.jobs.retention;

import org.jspecify.annotations.NullMarked;
