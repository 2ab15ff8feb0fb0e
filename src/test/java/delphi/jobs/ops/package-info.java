/** Tests of what the system tells about itself. */
@NullMarked
package delphi.jobs.ops;

import org.jspecify.annotations.NullMarked;
