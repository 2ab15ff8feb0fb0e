/** The live view: what is seen of the table, and how it is laid out. */
@NullMarked
package delphi.jobs.app.top;

import org.jspecify.annotations.NullMarked;
