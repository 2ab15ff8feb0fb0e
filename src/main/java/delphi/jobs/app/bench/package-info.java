/**
 * Measures what the engine and its stores cost: jobs a second, requests and capacity a job, waits,
 * and how all of it compares with a bare loop of the fewest writes that a job can have.
 */
@NullMarked
package delphi.jobs.app.bench;

import org.jspecify.annotations.NullMarked;
