/** Tests of what decided that a process failed. */
@NullMarked
package delphi.jobs.diagnosis;

import org.jspecify.annotations.NullMarked;
