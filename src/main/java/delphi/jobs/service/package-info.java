/**
 * What whoever keeps the poller running is told of it: systemd over its socket, anybody else by a
 * file. Hears the engine's events.
 */
@NullMarked
package delphi.jobs.service;

import org.jspecify.annotations.NullMarked;
