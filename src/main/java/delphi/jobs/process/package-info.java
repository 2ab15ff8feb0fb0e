/** Runs one command and proves that it is gone; knows nothing of jobs. */
@NullMarked
package delphi.jobs.process;

import org.jspecify.annotations.NullMarked;
