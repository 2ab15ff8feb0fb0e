package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.PlainJson;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Says what is running. */
@Command(name = "version", description = "Print the version of this program and of its Java.")
final class VersionVerb implements Verb {
  @Override
  public Exit run(Session session) {
    session.print(
        session.globals().json()
            ? PlainJson.of(Map.of("version", programVersion(), "java", javaVersion()))
            : line());
    return Exit.OK;
  }

  /** Both versions in words. */
  static String line() {
    return "delphi " + programVersion() + " (Java " + javaVersion() + ")";
  }

  private static String javaVersion() {
    return Runtime.version().toString();
  }

  /** The version in the jar's manifest; classes outside a jar have none. */
  static String programVersion() {
    Package home = VersionVerb.class.getPackage();
    return Optional.ofNullable(home.getImplementationVersion()).orElse("development");
  }
}
