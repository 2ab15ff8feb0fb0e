/** The port to where jobs live: a handful of methods; a lost race is a value, not an exception. */
@NullMarked
package delphi.jobs.store;

import org.jspecify.annotations.NullMarked;
