/**
 * The one form of a stored row: reads every dialect that others write, writes only what is ours.
 */
@NullMarked
package delphi.jobs.store.row;

import org.jspecify.annotations.NullMarked;
