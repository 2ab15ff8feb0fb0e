/** Tests of messages to a web service. */
@NullMarked
package delphi.jobs.ops.hook;

import org.jspecify.annotations.NullMarked;
