/** Tests of what a bundle holds, and what it must not. */
@NullMarked
package delphi.jobs.app.bundle;

import org.jspecify.annotations.NullMarked;
