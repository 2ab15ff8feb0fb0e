package delphi.jobs.app.bench;

import delphi.jobs.engine.EngineEvent;
import delphi.jobs.engine.Poller;
import delphi.jobs.ops.ChildLines;
import delphi.jobs.ops.Outlet;
import delphi.jobs.process.Command;
import delphi.jobs.process.OsProcessRunner;
import delphi.jobs.process.ProcessSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How fast a job's output goes through a whole poller: read, judged, kept within limits, written to
 * the journal, and repeated in our own form to somebody who reads it at once. Beside a reader that
 * does nothing but count lines of the same program. A megabyte for each job of a round.
 */
record Flood(Rig rig, BenchSettings settings) implements Experiment {
  private static final double LINE_BYTES = 80;

  /** Of a block, which is a megabyte. */
  private static final long LINES = 13_108;

  private static final int BUFFER = 64 * 1024;

  /** As many blocks of a megabyte of lines as it is told. */
  private static final String PRINTER =
      """
      import os, sys
      block = (b'x' * 79 + b'\\n') * 13108
      for i in range(int(sys.argv[1])):
          rest = memoryview(block)
          while rest: rest = rest[os.write(1, rest):]
      """;

  @Override
  public void on(FreshStores stores, Figures figures) throws InterruptedException {
    double megabytes = settings.jobs() * LINES * LINE_BYTES / 1e6;
    Command command =
        new Command(
            List.of("/usr/bin/python3", "-c", PRINTER, Integer.toString(settings.jobs())),
            Path.of("/"),
            Map.of());
    for (int round = 1; round <= settings.rounds(); round++) {
      Effort bare = Effort.of(new Tally(), () -> count(command, settings.jobs() * LINES));
      Effort ours = poller(stores, command, figures);
      double speed = megabytes / Effort.seconds(ours.wall());
      double bareSpeed = megabytes / Effort.seconds(bare.wall());
      figures.add("MB a second", speed);
      figures.add("MB a second; bare reader", bareSpeed);
      figures.add("speed beside the bare reader", speed / bareSpeed);
      figures.add("our CPU, ms a MB", Effort.seconds(ours.cpu()) * 1_000 / megabytes);
    }
  }

  private Effort poller(FreshStores stores, Command command, Figures figures)
      throws InterruptedException {
    try (FreshStore store = stores.open();
        OsProcessRunner processes = new OsProcessRunner(ProcessSettings.DEFAULT);
        Outlet outlet = new Outlet(new PrintStream(OutputStream.nullOutputStream()))) {
      rig.fill(store, 1);
      Ledger ledger = rig.ledger();
      ChildLines lines = new ChildLines(outlet);
      Poller poller =
          rig.poller(
              store,
              processes,
              Rig.Manner.untilEmpty("bench", 1),
              (EngineEvent event) -> {
                lines.hear(event);
                ledger.hear(event);
              },
              command);
      Effort effort = Effort.of(store.tally(), poller::run);
      figures.doubt(ledger.troubles(1));
      return effort;
    }
  }

  private static void count(Command command, long lines) {
    try {
      Process process = new ProcessBuilder(command.argv()).start();
      long found = 0;
      try (InputStream output = process.getInputStream()) {
        byte[] buffer = new byte[BUFFER];
        for (int count = 0; count >= 0; count = output.read(buffer)) {
          for (int at = 0; at < count; at++) {
            found += buffer[at] == '\n' ? 1 : 0;
          }
        }
      }
      if (found != lines) {
        throw new IllegalStateException("the flood had " + found + " lines, not " + lines);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
