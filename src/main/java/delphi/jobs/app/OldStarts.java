package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import delphi.jobs.migration.ComposeFile;
import delphi.jobs.migration.OldStart;
import delphi.jobs.migration.UnitFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the files that say how an older poller is started. */
final class OldStarts {
  private static final long BYTES_MAX = 1 << 20;
  private static final String REMEDY = "Name the file that starts the older poller.";

  private OldStarts() {}

  /** What was given, put together; empty when nothing was. */
  static Optional<OldStart> of(
      @Nullable String unit,
      @Nullable String compose,
      @Nullable String envFile,
      @Nullable String command) {
    if (Stream.of(unit, compose, command).filter(given -> given != null).count() > 1) {
      throw new Problem(
          Exit.USAGE,
          "migrate check",
          "more than one start is given",
          "Give one of --unit, --compose and --command; --env-file may stand beside each.");
    }
    Map<String, String> more = envFile == null ? Map.of() : variables(envFile);
    if (unit != null) {
      return Optional.of(UnitFile.read(lines(unit)).withDefaults(more));
    }
    if (compose != null) {
      return Optional.of(ComposeFile.read(lines(compose)).withDefaults(more));
    }
    if (command != null) {
      return Optional.of(OldStart.ofCommand(command).withDefaults(more));
    }
    return envFile == null ? Optional.empty() : Optional.of(OldStart.ofEnvironment(more));
  }

  private static Map<String, String> variables(String file) {
    Map<String, String> variables = new LinkedHashMap<>();
    SettingsFile.read(Path.of(file), REMEDY)
        .forEach(line -> variables.put(line.name(), line.value()));
    return variables;
  }

  private static List<String> lines(String name) {
    Path file = Path.of(name);
    try {
      if (Files.size(file) > BYTES_MAX) {
        throw new Problem(
            Exit.CONFIGURATION, "file " + file, "it has more than a megabyte", REMEDY);
      }
      return Files.readAllLines(file);
    } catch (IOException unread) {
      throw new Problem(
          Exit.CONFIGURATION, "file " + file, "it cannot be read as text", REMEDY, unread);
    }
  }
}
