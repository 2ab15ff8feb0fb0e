/** Tests of the spool on disk. */
@NullMarked
package delphi.jobs.store.spool;

import org.jspecify.annotations.NullMarked;
