/** Tests of the doctor: every check is shown the thing that it is for, broken. */
@NullMarked
package delphi.jobs.app.doctor;

import org.jspecify.annotations.NullMarked;
