package delphi.jobs.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.read.ListAppender;
import delphi.jobs.engine.EngineEvent;
import delphi.jobs.engine.EngineSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Log lines are read by people and by scripts: their text is held by a snapshot. */
class LogLinesTest {
  private final Logger root = (Logger) LoggerFactory.getLogger("delphi");
  private final ListAppender<ILoggingEvent> written = new ListAppender<>();
  private final LogLines lines = new LogLines();

  @BeforeEach
  void listen() {
    root.setLevel(Level.DEBUG);
    written.start();
    root.addAppender(written);
  }

  @AfterEach
  void stopListening() {
    root.detachAppender(written);
    root.setLevel(null);
  }

  @Test
  void eachEventIsToldAsTheSnapshotSays() throws IOException {
    Events.all().forEach(lines::hear);

    String told =
        written.list.stream()
            .map(line ->
                line.getLoggerName() + " " + line.getLevel() + " " + line.getFormattedMessage())
            .collect(Collectors.joining("\n", "", "\n"));
    assertThat(told).isEqualTo(snapshot());
  }

  @Test
  void theStackOfADefectIsTold() {
    lines.hear(new EngineEvent.PassFailed(new IllegalStateException("a defect")));
    lines.hear(new EngineEvent.AttemptFailed(Events.JOB, new IllegalStateException("a defect")));

    assertThat(written.list).hasSize(2).allMatch(line -> line.getThrowableProxy() != null);
  }

  @Test
  void noLineShowsTheValueOfAVariable() {
    Events.all().forEach(lines::hear);

    assertThat(written.list).noneMatch(line -> line.getFormattedMessage().contains("secret"));
  }

  @Test
  void whatALineIsAboutIsNamedForPrograms() {
    List<Map<String, String>> names = new ArrayList<>();
    AppenderBase<ILoggingEvent> appender =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent line) {
            names.add(line.getMDCPropertyMap());
          }
        };
    appender.start();
    root.addAppender(appender);
    LogLines traced =
        new LogLines(job -> job.equals(Events.JOB.id()) ? Optional.of("0af7") : Optional.empty());
    traced.hear(
        new EngineEvent.PollerStarted(
            EngineSettings.defaults("worker-1", Path.of("/run")), "leash"));
    traced.hear(new EngineEvent.Claimed(Events.JOB));
    traced.hear(new EngineEvent.StoreBack(Duration.ofSeconds(1)));

    root.detachAppender(appender);
    assertThat(names)
        .containsExactly(
            Map.of("worker.id", "worker-1"),
            Map.of(
                "worker.id",
                "worker-1",
                "job.id",
                Events.JOB.id(),
                "job.type",
                "FULL_PIPELINE",
                "trace.id",
                "0af7"),
            Map.of("worker.id", "worker-1"));
  }

  @Test
  void everyEventAboutAJobNamesIt() {
    for (EngineEvent event : Events.all()) {
      String text = event.toString();
      boolean namesOne = text.contains("jobId=") || text.contains(Events.JOB.id());
      boolean isOfOthers = event instanceof EngineEvent.InShadow;
      assertThat(Subject.of(event).isPresent() || isOfOthers || !namesOne).as(text).isTrue();
    }
  }

  @Test
  void spansAreSaidAsPeopleSayThem() {
    List<String> said =
        List.of(250L, 1_000L, 12_500L, 119_900L, 200_000L, 4_000_000L).stream()
            .map(millis -> LogLines.words(Duration.ofMillis(millis)))
            .toList();

    assertThat(said)
        .containsExactly("250 ms", "1 s", "12.5 s", "119.9 s", "3 min 20 s", "66 min 40 s");
  }

  private static String snapshot() throws IOException {
    try (InputStream file = LogLinesTest.class.getResourceAsStream("log-lines.txt")) {
      assertThat(file).as("the snapshot log-lines.txt").isNotNull();
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
