package delphi.jobs.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The completion script for fish, which the command-line library does not write itself. */
final class FishCompletion {
  private static final String NO_VERB = "__fish_use_subcommand";

  private FishCompletion() {}

  static String of(CommandLine grammar) {
    List<String> lines = new ArrayList<>(List.of("complete -c delphi -f"));
    for (Map.Entry<String, CommandLine> verb : grammar.getSubcommands().entrySet()) {
      CommandSpec spec = verb.getValue().getCommandSpec();
      String description = String.join(" ", spec.usageMessage().description());
      lines.add("complete -c delphi -n " + NO_VERB + " -a " + verb.getKey() + about(description));
      for (OptionSpec option : spec.options()) {
        lines.add(flag(verb.getKey(), option));
      }
    }
    return String.join("\n", lines);
  }

  private static String flag(String verb, OptionSpec option) {
    StringBuilder line =
        new StringBuilder("complete -c delphi -n '__fish_seen_subcommand_from " + verb + "'");
    for (String name : option.names()) {
      line.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^-+", ""));
    }
    if (option.arity().max() > 0) {
      line.append(" -r");
    }
    return line + about(String.join(" ", option.description()));
  }

  private static String about(String description) {
    return " -d '" + description.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
