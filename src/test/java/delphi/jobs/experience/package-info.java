/** Tests of what is usual, and of what is concluded from it. */
@NullMarked
package delphi.jobs.experience;

import org.jspecify.annotations.NullMarked;
