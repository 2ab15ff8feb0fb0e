/** Tests of what those who keep the poller running are told. */
@NullMarked
package delphi.jobs.service;

import org.jspecify.annotations.NullMarked;
