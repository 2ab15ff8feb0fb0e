/** Tests of what is written down of jobs. */
@NullMarked
package delphi.jobs.store.chronicle;

import org.jspecify.annotations.NullMarked;
