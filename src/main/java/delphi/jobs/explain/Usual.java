package delphi.jobs.explain;

import java.time.Duration;

/**
 * How long jobs of a type take.
 *
 * @param median half of them take no longer
 * @param most nine of ten take no longer
 * @param runs so many were seen
 */
public record Usual(Duration median, Duration most, long runs) {}
