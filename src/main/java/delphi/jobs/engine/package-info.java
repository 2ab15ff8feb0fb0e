/**
 * The life of jobs: poll, claim, run, renew, rescue, finish, drain. Sees ports only; tells events,
 * logs nothing.
 */
@NullMarked
package delphi.jobs.engine;

import org.jspecify.annotations.NullMarked;
