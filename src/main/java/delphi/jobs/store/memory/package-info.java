/** A store inside the process: for tests and simulation. */
@NullMarked
package delphi.jobs.store.memory;

import org.jspecify.annotations.NullMarked;
