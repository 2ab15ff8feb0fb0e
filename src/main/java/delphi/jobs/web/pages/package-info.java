/**
 * The dashboard: pages that are rendered here and kept up to date by fragments of themselves. They
 * work without scripts; the floors below decide what is shown, the desk what may be done.
 */
@NullMarked
package delphi.jobs.web.pages;

import org.jspecify.annotations.NullMarked;
