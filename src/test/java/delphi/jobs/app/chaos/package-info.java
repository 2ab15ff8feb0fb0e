/** Tests of what goes wrong on purpose: that it goes wrong in the way that it says. */
@NullMarked
package delphi.jobs.app.chaos;

import org.jspecify.annotations.NullMarked;
