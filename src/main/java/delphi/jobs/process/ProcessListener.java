package delphi.jobs.process;

/**
 * Hears what a running command says. Called on the runner's threads, for one source never twice at
 * a time; must not block for long, because the command waits meanwhile once the pipe is full.
 */
public interface ProcessListener {
  /** One line, without its end, invalid UTF-8 replaced, cut to the limit. */
  void line(Source source, String text);

  /**
   * Lines that have come together, in order. Told one by one, unless somebody knows how to take
   * them as they are, which is ten times as fast.
   */
  default void lines(Source source, Lines lines) {
    lines.forEach(text -> line(source, text));
  }

  /** The last call: the process has ended, its streams are read, and its tree has been seen to. */
  void ended(ProcessResult result);

  /** Where a line comes from. */
  enum Source {
    STDOUT,
    STDERR,
    /** The file that the command was given to tell us things in. */
    CHANNEL
  }
}
