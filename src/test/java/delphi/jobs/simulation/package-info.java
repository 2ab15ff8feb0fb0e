/**
 * What the simulation is worth: that it repeats itself, that everything happens in it, that it
 * bites.
 */
@NullMarked
package delphi.jobs.simulation;

import org.jspecify.annotations.NullMarked;
