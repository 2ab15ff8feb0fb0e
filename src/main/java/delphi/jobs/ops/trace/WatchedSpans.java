package delphi.jobs.ops.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;

/** Sends spans; somebody watches whether they are taken. */
record WatchedSpans(SpanExporter exporter, Sender sender) implements SpanExporter {
  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    return sender.watched(exporter.export(spans));
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }
}
