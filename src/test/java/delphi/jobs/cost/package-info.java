@NullMarked
package delphi.jobs.cost;

import org.jspecify.annotations.NullMarked;
