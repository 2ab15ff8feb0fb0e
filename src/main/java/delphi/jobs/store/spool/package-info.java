/** The spool on disk: one small file for each end that the table may not have yet. */
@NullMarked
package delphi.jobs.store.spool;

import org.jspecify.annotations.NullMarked;
