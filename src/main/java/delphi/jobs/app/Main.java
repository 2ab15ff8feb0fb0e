package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import java.nio.file.Path;
import java.time.InstantSource;

/** Where the JVM begins: the real surroundings, one command line, an exit code. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Exit exit = new Delphi(surroundings()).run(args);
    System.out.flush();
    System.exit(exit.code());
  }

  private static Surroundings surroundings() {
    return new Surroundings(
        Terminal.console(System.getenv()),
        System.getenv(),
        Path.of(System.getProperty("delphi.home", "")).toAbsolutePath(),
        InstantSource.system(),
        Pause.real(),
        StopSignals.real());
  }
}
