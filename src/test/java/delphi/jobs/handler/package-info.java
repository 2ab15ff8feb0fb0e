/** What a job becomes as a command, and what the end of that command means. */
@NullMarked
package delphi.jobs.handler;

import org.jspecify.annotations.NullMarked;
