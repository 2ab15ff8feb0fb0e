/** Tests of what is served over HTTP. */
@NullMarked
package delphi.jobs.web;

import org.jspecify.annotations.NullMarked;
