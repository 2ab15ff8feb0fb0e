/** Tests of the journal: the contract that each adapter holds, and the form of a chunk. */
@NullMarked
package delphi.jobs.store.journal;

import org.jspecify.annotations.NullMarked;
