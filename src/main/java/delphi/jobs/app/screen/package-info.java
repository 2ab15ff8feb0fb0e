/** Texts on a terminal: how wide they are, and how tables of them fit. */
@NullMarked
package delphi.jobs.app.screen;

import org.jspecify.annotations.NullMarked;
