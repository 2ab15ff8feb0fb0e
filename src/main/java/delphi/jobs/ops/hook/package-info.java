/** Messages to a web service of the operators' choice: a job has failed, is held, is stuck. */
@NullMarked
package delphi.jobs.ops.hook;

import org.jspecify.annotations.NullMarked;
