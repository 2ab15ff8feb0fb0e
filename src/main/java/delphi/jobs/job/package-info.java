/** What a job is and how it may change: values only, no input, no output, no clock. */
@NullMarked
package delphi.jobs.job;

import org.jspecify.annotations.NullMarked;
