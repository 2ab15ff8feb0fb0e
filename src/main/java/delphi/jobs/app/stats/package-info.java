/** Figures of jobs that have ended. */
@NullMarked
package delphi.jobs.app.stats;

import org.jspecify.annotations.NullMarked;
