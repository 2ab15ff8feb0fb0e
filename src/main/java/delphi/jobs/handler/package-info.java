/** One file a job type; pure: a job becomes a command, a process result becomes an outcome. */
@NullMarked
package delphi.jobs.handler;

import org.jspecify.annotations.NullMarked;
