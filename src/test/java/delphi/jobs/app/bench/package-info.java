/** Tests of the benchmark: that it counts rightly, not that anything is fast. */
@NullMarked
package delphi.jobs.app.bench;

import org.jspecify.annotations.NullMarked;
