/** Tests of the store in SQL, on real files and with several processes. */
@NullMarked
package delphi.jobs.store.sql;

import org.jspecify.annotations.NullMarked;
