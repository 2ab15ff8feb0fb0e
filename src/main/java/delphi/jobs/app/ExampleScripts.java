package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The stand-ins for Delphi's scripts that come with the sources, and how they are set up. */
record ExampleScripts(Path folder) {
  private static final List<Setting> SCRIPTS =
      List.of(
          Setting.APP_PATH,
          Setting.RUN_SCRIPT,
          Setting.NARRATIVE_SCRIPT,
          Setting.BATCH_STATUS_SCRIPT);

  static ExampleScripts of(Path home) {
    return new ExampleScripts(home.resolve("examples").resolve("delphi-lite"));
  }

  /** Whether they are meant: nobody has named scripts of their own. */
  boolean areMeant(Settings settings) {
    return SCRIPTS.stream().noneMatch(settings::isGiven);
  }

  /** The settings that run them. */
  Settings settings(Settings settings) {
    if (!Files.isDirectory(folder)) {
      throw new Problem(
          Exit.CONFIGURATION,
          "example scripts",
          "there is no folder " + folder,
          "Run this in a checkout, or name your own with DELPHI_APP_PATH and DELPHI_RUN_SCRIPT.");
    }
    return settings
        .withDefault(Setting.APP_PATH, folder.toString())
        .withDefault(Setting.RUN_SCRIPT, "./run_delphi.sh")
        .withDefault(Setting.NARRATIVE_SCRIPT, "./801_narrative_report_batch.py")
        .withDefault(Setting.BATCH_STATUS_SCRIPT, "./803_check_batch_status.py");
  }

  Path provider() {
    return folder.resolve("batch_provider.py");
  }

  /** The variables that tell them where to write and whom to ask. */
  Map<String, String> environment(
      Map<String, String> own, Path output, String python, String provider) {
    Map<String, String> all = new LinkedHashMap<>(own);
    all.put("DELPHI_LITE_OUTPUT", output.toString());
    all.put("ANTHROPIC_BASE_URL", provider);
    all.put("PYTHON", python);
    return all;
  }
}
