/**
 * What an installation shows and takes over HTTP: the API, the signals, and the pages. Sees ports
 * only; who asks is decided in one place, before anything else.
 */
@NullMarked
package delphi.jobs.web;

import org.jspecify.annotations.NullMarked;
