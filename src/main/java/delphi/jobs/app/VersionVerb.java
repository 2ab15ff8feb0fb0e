package delphi.jobs.app;

import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Says what is running. */
@Command(name = "version", description = "Print the version of this program and of its Java.")
final class VersionVerb implements Verb {
  @Override
  public Exit run(Session session) {
    String version = programVersion();
    String java = Runtime.version().toString();
    session.print(
        session.globals().json()
            ? PlainJson.of(Map.of("version", version, "java", java))
            : "delphi " + version + " (Java " + java + ")");
    return Exit.OK;
  }

  /** The version in the jar's manifest; classes outside a jar have none. */
  static String programVersion() {
    Package home = VersionVerb.class.getPackage();
    return Optional.ofNullable(home.getImplementationVersion()).orElse("development");
  }
}
