@NullMarked
package delphi.jobs.retention;

import org.jspecify.annotations.NullMarked;
