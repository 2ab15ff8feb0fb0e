/** What decided that a process failed: one line of what it said, and the kind of thing it is. */
@NullMarked
package delphi.jobs.diagnosis;

import org.jspecify.annotations.NullMarked;
