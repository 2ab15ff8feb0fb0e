package delphi.jobs.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import delphi.jobs.desk.Times;
import delphi.jobs.ops.Printable;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.json.JsonMapper;

/** The two looks of a log line. */
final class LogForm {
  private LogForm() {}

  /** The word that the seeds use for a level, where Logback has another. */
  private static String word(Level level) {
    return level.equals(Level.WARN) ? "WARNING" : level.toString();
  }

  /** Local time, as the older pollers write it: both logs can be read side by side. */
  static final class Plain extends LayoutBase<ILoggingEvent> {
    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss,SSS").withZone(ZoneId.systemDefault());

    @Override
    public String doLayout(ILoggingEvent event) {
      StringBuilder line = new StringBuilder(160);
      line.append(TIME.format(event.getInstant()))
          .append(" - ")
          .append(event.getLoggerName())
          .append(" - ")
          .append(word(event.getLevel()))
          .append(" - ")
          .append(Printable.line(event.getFormattedMessage()))
          .append('\n');
      IThrowableProxy thrown = event.getThrowableProxy();
      if (thrown != null) {
        append(line, thrown);
      }
      return line.toString();
    }

    /** Indented, because no record begins so: the text of an exception may be anybody's. */
    private static void append(StringBuilder line, IThrowableProxy thrown) {
      ThrowableProxyUtil.asString(thrown)
          .lines()
          .forEach(text -> line.append('\t').append(Printable.line(text)).append('\n'));
    }
  }

  /** One object a line; names as in the Elastic Common Schema. */
  static final class Json extends LayoutBase<ILoggingEvent> {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    public String doLayout(ILoggingEvent event) {
      Map<String, Object> fields = new LinkedHashMap<>();
      Instant at = event.getInstant();
      fields.put("@timestamp", Times.iso(at));
      fields.put("log.level", word(event.getLevel()));
      fields.put("log.logger", event.getLoggerName());
      fields.put("message", event.getFormattedMessage());
      fields.putAll(event.getMDCPropertyMap());
      List<KeyValuePair> pairs = event.getKeyValuePairs();
      if (pairs != null) {
        pairs.forEach(pair -> fields.put(pair.key, String.valueOf(pair.value)));
      }
      IThrowableProxy thrown = event.getThrowableProxy();
      if (thrown != null) {
        fields.put("error.stack_trace", ThrowableProxyUtil.asString(thrown));
      }
      return Printable.json(JSON.writeValueAsString(fields)) + "\n";
    }
  }
}
