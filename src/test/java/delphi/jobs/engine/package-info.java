/** Tests of the engine, and the worlds that they run it in. */
@NullMarked
package delphi.jobs.engine;

import org.jspecify.annotations.NullMarked;
