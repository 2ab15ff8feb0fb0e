package delphi.jobs.process;

/**
 * What commands do to outlive whoever started them. Each holds the pipe {@code held} open for
 * writing, and so does all that it starts, so that the pipe ends when the last of them is gone.
 */
enum Scenario {
  PLAIN("true"),
  ORPHAN("(sleep 1000 & exit)"),
  TERM_IGNORED("trap '' TERM; sleep 1000 & true"),
  NEW_SESSION("setsid sleep 1000 &"),
  BARE_DAEMON("env -i setsid bash -c 'sleep 1000 & sleep 1000 & disown -a; exit'"),
  CROWD("for i in {1..200}; do sleep 1000 & done"),
  HYDRA("python3 -c \"$HYDRA\" &"),
  BARE_HYDRA("env -i python3 -c \"$HYDRA\" &"),
  FROZEN("sleep 1000 & kill -STOP $!");

  /** A head that hops into a new session every 20 ms and leaves no parent behind. */
  private static final String HEADS =
      """
      import os, time
      while True:
          time.sleep(0.02)
          if os.fork():
              os._exit(0)
          os.setsid()
      """;

  private final String deed;

  Scenario(String deed) {
    this.deed = deed;
  }

  /** Does its deed, says {@code ready}, and then whatever comes {@code after}. */
  Command then(String after, Runs runs) {
    return runs.bash("exec 9>${HELD-held}; " + deed + "\necho ready; " + after)
        .with("HYDRA", HEADS);
  }

  /** Does its deed and waits, hearing no request to end. */
  Command waiting(Runs runs) {
    return then("trap '' TERM; sleep 1000", runs);
  }
}
