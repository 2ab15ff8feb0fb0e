/**
 * The example scripts, run as a poller would run them: real processes, their flags, exit codes and
 * traces.
 */
@NullMarked
package delphi.jobs.examples;

import org.jspecify.annotations.NullMarked;
