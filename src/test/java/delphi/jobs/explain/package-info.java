@NullMarked
package delphi.jobs.explain;

import org.jspecify.annotations.NullMarked;
