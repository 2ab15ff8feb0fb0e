/**
 * Numbers of what the system does, for Prometheus and whoever reads its form. The names are a
 * promise: docs/METRICS.md lists them.
 */
@NullMarked
package delphi.jobs.ops.metrics;

import org.jspecify.annotations.NullMarked;
