/**
 * The real engine over a simulated world: one seed is one history of crashes, pauses, lost answers
 * and wrong clocks, in virtual time, and always the same one.
 */
@NullMarked
package delphi.jobs.simulation;

import org.jspecify.annotations.NullMarked;
