package delphi.jobs.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The highest rung: a namespace of processes for each command, whose first process is a small
 * program of ours that hears us over a pipe. The kernel kills a namespace with its first process,
 * and that ends when the pipe does (we were killed) or when the deadline passes (we were frozen).
 *
 * @param python that runs the program
 * @param namespaces whose right it is to make them
 */
record Leash(Path python, Namespaces namespaces) implements Containment {
  private static final String PROGRAM = program();

  /** Whose namespaces hold a command. */
  enum Namespaces {
    /** Of the machine's root, or whoever was given the right. */
    ROOT("root"),
    /** Of a user namespace of our own, which many systems allow to everybody. */
    USER("user");

    private final String word;

    Namespaces(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  @Override
  public String name() {
    return "leash";
  }

  @Override
  public boolean provesEnd() {
    return true;
  }

  @Override
  public Place place(long deadlineNanos) throws IOException {
    LeashLine line = LeashLine.open();
    try {
      return new Post(line, LeashReport.open(), deadlineNanos);
    } catch (IOException | OutOfMemoryError e) {
      line.handOver();
      line.close();
      throw e;
    }
  }

  private static String program() {
    try (InputStream file = Leash.class.getResourceAsStream("leash.py")) {
      if (file == null) {
        throw new IllegalStateException("leash.py is missing beside " + Leash.class);
      }
      return new String(file.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("leash.py cannot be read", e);
    }
  }

  /** One leash, before the command is on it. */
  private final class Post implements Place {
    private final LeashLine line;
    private final LeashReport report;
    private final long deadlineNanos;

    Post(LeashLine line, LeashReport report, long deadlineNanos) {
      this.line = line;
      this.report = report;
      this.deadlineNanos = deadlineNanos;
    }

    @Override
    public List<String> around(List<String> argv) {
      List<String> inside =
          new ArrayList<>(
              List.of(
                  python.toString(),
                  // No variable of the command, no file of its directory and no package of the
                  // machine changes what this does.
                  "-I",
                  "-S",
                  "-c",
                  PROGRAM,
                  report.sink(),
                  namespaces.word(),
                  Long.toString(deadlineNanos)));
      inside.addAll(argv);
      return inside;
    }

    @Override
    public File input() {
      return line.input();
    }

    @Override
    public Tree tree(Process leader) throws IOException {
      line.handOver();
      // A leader that ends without having opened its end of the report leaves ours as the last.
      var _ = leader.onExit().thenRun(report::handOver);
      try {
        LeashReport.Started started = report.awaitStart();
        report.nameThread(started.command());
        return new LeashTree(leader, started, line, report);
      } catch (IOException e) {
        line.close();
        leader.destroyForcibly();
        throw e;
      }
    }

    @Override
    public void discard() {
      line.handOver();
      line.close();
      report.close();
    }
  }
}
