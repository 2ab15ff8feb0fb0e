/** Tests of the roof: the settings, the command line, and the whole program put together. */
@NullMarked
package delphi.jobs.app;

import org.jspecify.annotations.NullMarked;
