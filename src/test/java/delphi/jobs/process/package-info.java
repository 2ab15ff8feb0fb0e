/** Tests with real processes: what a command may do to us, and what we do to it. */
@NullMarked
package delphi.jobs.process;

import org.jspecify.annotations.NullMarked;
