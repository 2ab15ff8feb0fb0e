package delphi.jobs.process;

import delphi.jobs.process.ProcessListener.Source;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Everything that one command speaks through: its two streams, and the channel if it has one. */
final class Sources {
  private final StreamReader stdout;
  private final StreamReader stderr;
  private final @Nullable ChannelFile channel;
  private final Semaphore news;

  private Sources(
      StreamReader stdout, StreamReader stderr, @Nullable ChannelFile channel, Semaphore news) {
    this.stdout = stdout;
    this.stderr = stderr;
    this.channel = channel;
    this.news = news;
  }

  /** Opens them and begins to read. */
  static Sources open(Command command, Limits limits, Redaction redaction, Transcript transcript)
      throws IOException {
    Semaphore news = new Semaphore(0);
    ChannelFile channel = null;
    StreamReader stdout = null;
    try {
      if (command.channel() != null) {
        LineSplitter splitter = splitter(transcript, Source.CHANNEL, limits, redaction);
        channel = ChannelFile.open(command.channel(), splitter, limits.bytesMax());
      }
      stdout =
          StreamReader.open(splitter(transcript, Source.STDOUT, limits, redaction), news::release);
      StreamReader stderr =
          StreamReader.open(splitter(transcript, Source.STDERR, limits, redaction), news::release);
      return new Sources(stdout, stderr, channel, news);
    } catch (IOException | OutOfMemoryError e) {
      if (stdout != null) {
        stdout.close();
      }
      if (channel != null) {
        channel.discard();
      }
      throw e;
    }
  }

  File stdoutSink() {
    return stdout.sink();
  }

  File stderrSink() {
    return stderr.sink();
  }

  /** The command has both streams now: they end when the last who holds them ends. */
  void handOver(long pid) {
    stdout.handOver("process-" + pid + "-stdout");
    stderr.handOver("process-" + pid + "-stderr");
  }

  /** Something else has happened that whoever waits here should look at. */
  void news() {
    news.release();
  }

  /** Waits until one of the streams is at its end, or there is other news, but not for long. */
  void awaitNews(Duration max) throws InterruptedException {
    boolean ignored = news.tryAcquire(max.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** How long nothing has come from any of them. */
  Duration quiet() {
    Duration streams = shorter(stdout.quiet(), stderr.quiet());
    return channel == null ? streams : shorter(streams, channel.quiet());
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Whether both streams are at their end. */
  boolean areRead() {
    return stdout.isAtEnd() && stderr.isAtEnd();
  }

  boolean haveChannel() {
    return channel != null;
  }

  /** Tells what has come over the channel. */
  void lookAtChannel() {
    if (channel != null) {
      channel.look();
    }
  }

  /**
   * Ends them on our side, whoever may still hold the other ends, when the last of what has been
   * said was told. Takes longer than {@code max} only if the listener does.
   *
   * @param max how long a channel that somebody has flooded is still read
   */
  void finish(Duration max) throws InterruptedException {
    stdout.finish();
    stderr.finish();
    if (channel != null) {
      channel.finish(max);
      channel.discard();
    }
  }

  /** The command did not start: leaves nothing behind. */
  void discard() {
    stdout.close();
    stderr.close();
    if (channel != null) {
      channel.discard();
    }
  }

  private static LineSplitter splitter(
      Transcript transcript, Source source, Limits limits, Redaction redaction) {
    return new LineSplitter(
        limits.lineBytesMax(), redaction, lines -> transcript.hear(source, lines));
  }
}
