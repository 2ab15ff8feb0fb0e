/** What goes on at this moment: who works, what runs and for how long still, what waits. */
@NullMarked
package delphi.jobs.overview;

import org.jspecify.annotations.NullMarked;
