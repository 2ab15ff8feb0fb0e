package delphi.jobs.process;

import delphi.jobs.process.ProcessListener.Source;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Everything that one command speaks through: its two streams, and the channel if it has one. */
final class Sources {
  private final Transcript transcript;
  private final Limits limits;
  private final OutputPipe stdout;
  private final OutputPipe stderr;
  private final @Nullable ChannelFile channel;
  private final CountDownLatch unread = new CountDownLatch(2);

  private Sources(
      Transcript transcript,
      Limits limits,
      OutputPipe stdout,
      OutputPipe stderr,
      @Nullable ChannelFile channel) {
    this.transcript = transcript;
    this.limits = limits;
    this.stdout = stdout;
    this.stderr = stderr;
    this.channel = channel;
  }

  static Sources open(Command command, Limits limits, Transcript transcript) throws IOException {
    ChannelFile channel = null;
    OutputPipe stdout = null;
    try {
      if (command.channel() != null) {
        LineSplitter splitter = splitter(transcript, Source.CHANNEL, limits);
        channel = ChannelFile.open(command.channel(), splitter, limits.bytesMax());
      }
      stdout = OutputPipe.open();
      return new Sources(transcript, limits, stdout, OutputPipe.open(), channel);
    } catch (IOException e) {
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

  /** The command has both streams now: from here on they end when the last who holds them ends. */
  void startReading(long pid, Runnable atEnd) {
    startReading(stdout, Source.STDOUT, pid, atEnd);
    startReading(stderr, Source.STDERR, pid, atEnd);
  }

  /** Whether both streams are at their end. */
  boolean areRead() {
    return unread.getCount() == 0;
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
   * said was told.
   *
   * @param max how long a channel that somebody has flooded is still read
   */
  void finish(Duration max) throws InterruptedException {
    stdout.close();
    stderr.close();
    // The readers have nothing to wait for any more but a listener.
    unread.await();
    if (channel != null) {
      channel.finish(max);
      channel.close();
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

  private void startReading(OutputPipe pipe, Source source, long pid, Runnable atEnd) {
    pipe.handOver();
    StreamReader reader =
        new StreamReader(
            pipe.source(),
            splitter(transcript, source, limits),
            () -> {
              unread.countDown();
              atEnd.run();
            });
    Thread.ofPlatform()
        .name("process-" + pid + "-" + source.name().toLowerCase(Locale.ROOT))
        .daemon()
        .start(reader);
  }

  private static LineSplitter splitter(Transcript transcript, Source source, Limits limits) {
    return new LineSplitter(
        limits.lineBytesMax(),
        (text, bytes, dropped) -> transcript.line(source, text, bytes, dropped));
  }
}
