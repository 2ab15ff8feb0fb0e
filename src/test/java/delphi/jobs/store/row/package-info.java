/** Tests of the one form of a stored row, and a builder of rows for all tests. */
@NullMarked
package delphi.jobs.store.row;

import org.jspecify.annotations.NullMarked;
