/** One attempt of a job in one file, without its secrets; and running it again. */
@NullMarked
package delphi.jobs.app.bundle;

import org.jspecify.annotations.NullMarked;
