package delphi.jobs.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.Duration;
import ch.qos.logback.core.util.FileSize;
import delphi.jobs.app.doctor.Folders;
import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Sets up what is logged, where to, and how it looks. Until then nothing is logged at all. */
final class Logging {
  private static final String OURS = "delphi";
  private static final int FILES_KEPT = 5;
  private static final FileSize FILE_SIZE = FileSize.valueOf("10MB");

  private final LoggerContext context;
  private final Settings settings;

  private Logging(LoggerContext context, Settings settings) {
    this.context = context;
    this.settings = settings;
  }

  /** Logs to a stream as the settings say, and to the file that they name. */
  static void start(Settings settings, OutputStream out) {
    Logging logging = new Logging((LoggerContext) LoggerFactory.getILoggerFactory(), settings);
    logging.reset();
    logging.add(logging.to(out));
    settings.text(Setting.LOG_FILE).map(Path::of).map(logging::to).ifPresent(logging::add);
  }

  /** Ends it: what comes later is heard by nobody. */
  static void stop() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).detachAndStopAllAppenders();
  }

  private void reset() {
    context.reset();
    // Libraries speak only of what is wrong; our own loggers as the settings say.
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
    context.getLogger(OURS).setLevel(level());
  }

  private Level level() {
    String word = settings.required(Setting.LOG_LEVEL);
    return switch (word) {
      case "WARNING" -> Level.WARN;
      // Nothing here is worse than an error, so nothing is left to say.
      case "CRITICAL" -> Level.OFF;
      default -> Level.toLevel(word);
    };
  }

  private void add(Appender<ILoggingEvent> appender) {
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
  }

  private Appender<ILoggingEvent> to(OutputStream out) {
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setContext(context);
    appender.setName("stream");
    appender.setEncoder(encoder());
    appender.setOutputStream(new Unclosed(out));
    appender.start();
    return appender;
  }

  private Appender<ILoggingEvent> to(Path file) {
    requireWritable(file);
    RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    appender.setContext(context);
    appender.setName("file");
    appender.setFile(file.toString());
    appender.setEncoder(encoder());

    FixedWindowRollingPolicy names = new FixedWindowRollingPolicy();
    names.setContext(context);
    names.setParent(appender);
    names.setFileNamePattern(file + ".%i");
    names.setMinIndex(1);
    names.setMaxIndex(FILES_KEPT);
    names.start();

    SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
    size.setContext(context);
    size.setMaxFileSize(FILE_SIZE);
    // Else it looks once a minute, and a file of many lines has any size by then.
    size.setCheckIncrement(Duration.buildByMilliseconds(0));
    size.start();

    appender.setRollingPolicy(names);
    appender.setTriggeringPolicy(size);
    appender.start();
    return appender;
  }

  private LayoutWrappingEncoder<ILoggingEvent> encoder() {
    Layout<ILoggingEvent> layout =
        settings.required(Setting.LOG_FORMAT).equals("json")
            ? new LogForm.Json()
            : new LogForm.Plain();
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setLayout(layout);
    encoder.setCharset(java.nio.charset.StandardCharsets.UTF_8);
    encoder.start();
    return encoder;
  }

  /** Logback would say it to nobody. */
  private static void requireWritable(Path file) {
    if (!Folders.isWritableFile(file)) {
      throw new Problem(
          Exit.CONFIGURATION,
          "log file " + file,
          "it cannot be written",
          "Make its folder, give this user the right to write there, or name another file.");
    }
  }

  /** The stream belongs to somebody else; stopping the log must not close it. */
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    /** As one piece: the stream may be one that others write to as well. */
    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      out.write(bytes, from, count);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
