/** The port to small texts under names that all pollers share. */
@NullMarked
package delphi.jobs.store.register;

import org.jspecify.annotations.NullMarked;
