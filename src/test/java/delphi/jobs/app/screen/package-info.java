/** Tests of texts on a terminal. */
@NullMarked
package delphi.jobs.app.screen;

import org.jspecify.annotations.NullMarked;
