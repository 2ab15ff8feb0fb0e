/** Tests of what a job is and how it may change. */
@NullMarked
package delphi.jobs.job;

import org.jspecify.annotations.NullMarked;
