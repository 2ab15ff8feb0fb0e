/** Tests of the house as a whole: who may use whom. */
@NullMarked
package delphi.jobs;

import org.jspecify.annotations.NullMarked;
