/** The port to what pollers publish of themselves, for whoever wants to know who is there. */
@NullMarked
package delphi.jobs.store.roster;

import org.jspecify.annotations.NullMarked;
