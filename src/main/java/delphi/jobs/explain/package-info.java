/** Why is this job in this state? Pure: what is known → one reason, its evidence, the next step. */
@NullMarked
package delphi.jobs.explain;

import org.jspecify.annotations.NullMarked;
