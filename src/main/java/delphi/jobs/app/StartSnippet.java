package delphi.jobs.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What to put where the older poller was started: a systemd unit, or variables and a command. Holds
 * values of settings only; those of all other variables stay where they are.
 */
final class StartSnippet {
  /**
   * Ours has found itself worse than the others, or its settings are wrong: no case for a retry.
   */
  private static final String NO_RESTART = "76 78";

  private StartSnippet() {}

  /** A whole unit. */
  static String unit(Translation translation) {
    List<String> lines = new ArrayList<>();
    lines.add("[Unit]");
    lines.add("Description=Delphi job poller");
    lines.add("After=network-online.target");
    lines.add("Wants=network-online.target");
    lines.add("");
    lines.add("[Service]");
    if (!translation.start().user().isEmpty()) {
      lines.add("User=" + translation.start().user());
    }
    if (!translation.start().directory().isEmpty()) {
      lines.add("WorkingDirectory=" + translation.start().directory());
    }
    sorted(translation).forEach((name, value) -> lines.add("Environment=" + quoted(name, value)));
    translation.start().environmentFiles().forEach(file -> lines.add("EnvironmentFile=" + file));
    if (!translation.forScripts().isEmpty()) {
      lines.add("# keep as they are: " + String.join(" ", translation.forScripts()));
    }
    lines.add("ExecStart=/opt/delphi-jobs/delphi poll");
    lines.add("Restart=on-failure");
    lines.add("RestartSec=5s");
    lines.add("RestartPreventExitStatus=" + NO_RESTART);
    lines.add("KillMode=mixed");
    lines.add("TimeoutStopSec=90s");
    lines.add("Delegate=yes");
    lines.add("");
    lines.add("[Install]");
    lines.add("WantedBy=multi-user.target");
    return String.join("\n", lines);
  }

  /** The variables, and the command. */
  static String environment(Translation translation) {
    List<String> lines = new ArrayList<>();
    sorted(translation).forEach((name, value) -> lines.add(name + "=" + Secrets.hidden(value)));
    if (!translation.forScripts().isEmpty()) {
      lines.add("# keep as they are: " + String.join(" ", translation.forScripts()));
    }
    lines.add("# and then: ./delphi poll");
    return String.join("\n", lines);
  }

  private static Map<String, String> sorted(Translation translation) {
    Map<String, String> sorted = new TreeMap<>();
    translation.values().forEach((setting, value) -> sorted.put(setting.variable(), value));
    return sorted;
  }

  /** As systemd wants it: quotes around blanks, and a percent sign twice. */
  private static String quoted(String name, String value) {
    String text =
        (name + "=" + Secrets.hidden(value))
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("%", "%%");
    return text.matches("\\S*") ? text : "\"" + text + "\"";
  }
}
