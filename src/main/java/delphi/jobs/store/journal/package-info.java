/** The port to where the full logs of jobs lie, and the form in which they lie there. */
@NullMarked
package delphi.jobs.store.journal;

import org.jspecify.annotations.NullMarked;
