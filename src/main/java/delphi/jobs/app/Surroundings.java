package delphi.jobs.app;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/**
 * The world around one run of the program, so that a test can give it another.
 *
 * @param environment of this process
 * @param home the folder of the installation; {@code .delphi/} lies in it
 * @param pause how a command that watches something waits
 * @param signals how it hears that it shall stop
 */
record Surroundings(
    Console console,
    Map<String, String> environment,
    Path home,
    InstantSource clock,
    Pause pause,
    StopSignals signals) {
  Surroundings {
    environment = Map.copyOf(environment);
  }

  Surroundings withEnvironment(Map<String, String> other) {
    return new Surroundings(console, other, home, clock, pause, signals);
  }
}
