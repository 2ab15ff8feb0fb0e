/** Tests of the way from an older poller and back. */
@NullMarked
package delphi.jobs.migration;

import org.jspecify.annotations.NullMarked;
