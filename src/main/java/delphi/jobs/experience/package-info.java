/** How long jobs of a type usually take, and when one that runs is likely to be done. */
@NullMarked
package delphi.jobs.experience;

import org.jspecify.annotations.NullMarked;
