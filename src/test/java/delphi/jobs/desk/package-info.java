@NullMarked
package delphi.jobs.desk;

import org.jspecify.annotations.NullMarked;
