/**
 * How much there is to do now, counted from the table, for whoever decides how many pollers shall
 * run. Reads and computes; changes nothing.
 */
@NullMarked
package delphi.jobs.demand;

import org.jspecify.annotations.NullMarked;
