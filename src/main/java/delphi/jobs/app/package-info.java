/** The roof: the command line, the settings, and the one place where everything is put together. */
@NullMarked
package delphi.jobs.app;

import org.jspecify.annotations.NullMarked;
