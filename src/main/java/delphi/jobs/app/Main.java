package delphi.jobs.app;

import java.util.Optional;

/** Where the JVM begins; for now it only tells its version. */
public final class Main {

  private Main() {}

  /** Prints the version to stdout. */
  public static void main(String[] args) {
    var version = Optional.ofNullable(Main.class.getPackage().getImplementationVersion());
    System.out.println("delphi " + version.orElse("(not built as a jar)"));
  }
}
