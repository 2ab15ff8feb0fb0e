/**
 * Says what is wrong with an installation: many small checks, each of one thing, of which none
 * changes anything and none can keep the others waiting.
 */
@NullMarked
package delphi.jobs.app.doctor;

import org.jspecify.annotations.NullMarked;
