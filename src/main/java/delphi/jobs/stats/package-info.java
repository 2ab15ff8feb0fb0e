/** Figures of jobs that have ended. */
@NullMarked
package delphi.jobs.stats;

import org.jspecify.annotations.NullMarked;
