/** Hears the engine's events and tells people: every log line stands here, in one place. */
@NullMarked
package delphi.jobs.ops;

import org.jspecify.annotations.NullMarked;
