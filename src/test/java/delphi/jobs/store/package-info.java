/** What every store of jobs must do, as suites that the tests of each store run. */
@NullMarked
package delphi.jobs.store;

import org.jspecify.annotations.NullMarked;
