/** Tests of what is counted from the table. */
@NullMarked
package delphi.jobs.demand;

import org.jspecify.annotations.NullMarked;
