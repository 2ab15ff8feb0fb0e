/** Tests of the live view. */
@NullMarked
package delphi.jobs.app.top;

import org.jspecify.annotations.NullMarked;
