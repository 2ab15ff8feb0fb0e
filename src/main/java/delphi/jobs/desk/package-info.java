/**
 * What people may ask of an installation and do to its jobs, and how they are refused, by whatever
 * way they come: the command line and the web do the same.
 */
@NullMarked
package delphi.jobs.desk;

import org.jspecify.annotations.NullMarked;
