/**
 * The spool on disk: one small file for each end that the table may not have yet, and for each
 * letter that nobody has taken yet.
 */
@NullMarked
package delphi.jobs.store.spool;

import org.jspecify.annotations.NullMarked;
