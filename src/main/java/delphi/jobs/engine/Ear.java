package delphi.jobs.engine;

import delphi.jobs.handler.Levels;
import delphi.jobs.job.Job;
import delphi.jobs.process.Lines;
import delphi.jobs.process.ProcessListener;
import delphi.jobs.process.ProcessResult;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Listens to the process of one attempt, and wakes the attempt when there is something to do. */
final class Ear implements ProcessListener {
  private final AtomicReference<ProcessResult> result = new AtomicReference<>();
  private final Job job;
  private final Ports ports;
  private final AttemptLog log;
  private final Channel channel;
  private final Signal wake;

  Ear(Job job, Ports ports, AttemptLog log, Channel channel, Signal wake) {
    this.job = job;
    this.ports = ports;
    this.log = log;
    this.channel = channel;
    this.wake = wake;
  }

  @Override
  public void line(Source source, String text) {
    lines(source, Lines.of(text));
  }

  @Override
  public void lines(Source source, Lines lines) {
    if (source == Source.CHANNEL) {
      lines.forEach(channel::line);
      wake.raise();
      return;
    }
    if (source == Source.STDOUT && channel.course().lines(lines)) {
      wake.raise();
    }
    Levels levels = Levels.of(source, lines);
    log.lines(source, lines, levels);
    ports.tell(new EngineEvent.ChildSaid(job, source, lines, levels));
  }

  @Override
  public void ended(ProcessResult ended) {
    result.set(ended);
    wake.raise();
  }

  /** How the process ended; empty while it runs. */
  Optional<ProcessResult> result() {
    return Optional.ofNullable(result.get());
  }
}
