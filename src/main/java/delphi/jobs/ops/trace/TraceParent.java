package delphi.jobs.ops.trace;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in a trace as W3C's Trace Context writes it, in the variable that processes know. */
final class TraceParent {
  static final String NAME = "TRACEPARENT";

  private static final Pattern FORM =
      Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");

  private TraceParent() {}

  static String text(SpanContext place) {
    // Of the flags only the one that every reader knows.
    String flags = place.isSampled() ? "01" : "00";
    return "00-" + place.getTraceId() + "-" + place.getSpanId() + "-" + flags;
  }

  /** Empty for anything else. */
  static Optional<SpanContext> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    SpanContext place =
        SpanContext.createFromRemoteParent(
            form.group(1),
            form.group(2),
            TraceFlags.fromHex(form.group(3), 0),
            TraceState.getDefault());
    return place.isValid() ? Optional.of(place) : Optional.empty();
  }
}
