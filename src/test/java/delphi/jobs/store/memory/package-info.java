/** Tests of the store inside the process. */
@NullMarked
package delphi.jobs.store.memory;

import org.jspecify.annotations.NullMarked;
