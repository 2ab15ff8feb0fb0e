/** The port to what has happened to jobs, the store that records it, and the tale made of it. */
@NullMarked
package delphi.jobs.store.chronicle;

import org.jspecify.annotations.NullMarked;
