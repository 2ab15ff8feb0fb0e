package delphi.jobs.app;

import java.util.Collection;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Completion of the ids of jobs, which only the store knows: the newest, asked for no longer than a
 * person waits, and nothing at all while it is away.
 */
final class IdCompletion {
  /** Ends well or badly within this time, and says nothing. */
  private static final String NEWEST_IDS = "timeout 3 delphi list -q --limit 50 2>/dev/null";

  private IdCompletion() {}

  /** What is added to the script for bash, which zsh understands as well. */
  static String forBash(CommandLine grammar) {
    return String.join(
        "\n",
        "",
        "# Ids of jobs: the newest that the store names.",
        "_delphi_with_ids() {",
        "  _complete_delphi \"$@\"",
        "  local cur=\"${COMP_WORDS[COMP_CWORD]}\" verb=\"${COMP_WORDS[1]}\"",
        "  case \"$cur\" in -*) return ;; esac",
        "  [ \"$COMP_CWORD\" -gt 1 ] || return",
        "  case \"$verb\" in",
        "    " + String.join("|", verbs(grammar)) + ")",
        "      COMPREPLY+=($(compgen -W \"$(" + NEWEST_IDS + ")\" -- \"$cur\")) ;;",
        "  esac",
        "}",
        "complete -F _delphi_with_ids -o default delphi");
  }

  static String forFish(CommandLine grammar) {
    return "complete -c delphi -n '__fish_seen_subcommand_from "
        + String.join(" ", verbs(grammar))
        + "' -a '("
        + NEWEST_IDS
        + ")'";
  }

  /** The verbs that take ids. */
  private static Collection<String> verbs(CommandLine grammar) {
    Collection<String> verbs = new TreeSet<>();
    grammar
        .getSubcommands()
        .forEach((name, command) -> {
          boolean takesIds =
              command.getCommandSpec().positionalParameters().stream()
                  .map(PositionalParamSpec::paramLabel)
                  .anyMatch(label -> label.equals("ID") || label.startsWith("ID|"));
          if (takesIds) {
            verbs.add(name);
          }
        });
    return verbs;
  }
}
