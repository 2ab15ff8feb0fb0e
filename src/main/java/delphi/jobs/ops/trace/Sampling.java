package delphi.jobs.ops.trace;

import io.opentelemetry.sdk.trace.samplers.Sampler;

/**
 * Which traces are sent; the others have ids as well, and tell their processes that they are not.
 *
 * @param ratio of those about which nobody has decided, from 0 to 1
 * @param followsParent whether a trace that goes on here is sent exactly if it was begun so
 */
public record Sampling(double ratio, boolean followsParent) {
  /** All, but for those that somebody else has begun and does not send. */
  public static final Sampling USUAL = new Sampling(1, true);

  public Sampling {
    if (!(ratio >= 0 && ratio <= 1)) {
      throw new IllegalArgumentException("a ratio lies between 0 and 1: " + ratio);
    }
  }

  Sampler sampler() {
    Sampler own =
        ratio == 1
            ? Sampler.alwaysOn()
            : ratio == 0 ? Sampler.alwaysOff() : Sampler.traceIdRatioBased(ratio);
    return followsParent ? Sampler.parentBased(own) : own;
  }
}
