package delphi.jobs.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of a verb, or of the whole program, in the language of {@code man}. */
final class ManPage {
  private final List<String> lines = new ArrayList<>();

  private ManPage() {}

  /** The pages by their names: {@code delphi}, {@code delphi-list}, … */
  static Map<String, String> all(CommandLine grammar) {
    Map<String, String> pages = new TreeMap<>();
    add(grammar, pages);
    return pages;
  }

  private static void add(CommandLine command, Map<String, String> pages) {
    pages.put(name(command.getCommandSpec()), of(command.getCommandSpec()));
    command.getSubcommands().values().forEach(verb -> add(verb, pages));
  }

  private static String of(CommandSpec spec) {
    ManPage page = new ManPage();
    page.write(spec);
    return String.join("\n", page.lines) + "\n";
  }

  private void write(CommandSpec spec) {
    String name = name(spec);
    String description = String.join(" ", spec.usageMessage().description());
    lines.add(".TH " + quoted(name.toUpperCase(Locale.ROOT)) + " 1");
    section("NAME");
    lines.add(text(name + " - " + description));
    section("SYNOPSIS");
    lines.add(".B " + text(spec.qualifiedName(" ")));
    lines.add(text(synopsis(spec)));
    if (!spec.subcommands().isEmpty()) {
      section("VERBS");
      spec.subcommands()
          .forEach((verb, command) ->
              item(verb, String.join(" ", command.getCommandSpec().usageMessage().description())));
    }
    if (!spec.positionalParameters().isEmpty()) {
      section("ARGUMENTS");
      spec.positionalParameters().forEach(this::argument);
    }
    section("OPTIONS");
    spec.options().forEach(this::option);
    String footer = String.join("\n", spec.usageMessage().footer()).strip();
    if (!footer.isEmpty()) {
      section("NOTES");
      footer.lines().forEach(line -> lines.add(line.isBlank() ? ".PP" : text(line)));
    }
    section("SEE ALSO");
    lines.add(text(spec.parent() == null ? "delphi VERB --help" : name(spec.parent()) + "(1)"));
  }

  private void argument(PositionalParamSpec argument) {
    item(argument.paramLabel(), description(argument));
  }

  private void option(OptionSpec option) {
    String label = option.arity().max() > 0 ? "=" + option.paramLabel() : "";
    item(String.join(", ", option.names()) + label, description(option));
  }

  private static String description(ArgSpec arg) {
    return String.join(" ", arg.description()).replace("%%", "%");
  }

  private void section(String title) {
    lines.add(".SH " + title);
  }

  private void item(String head, String body) {
    lines.add(".TP");
    lines.add(".B " + text(head));
    lines.add(text(body));
  }

  private static String synopsis(CommandSpec spec) {
    StringBuilder synopsis = new StringBuilder();
    if (!spec.subcommands().isEmpty()) {
      synopsis.append("VERB ");
    }
    synopsis.append("[FLAGS]");
    for (PositionalParamSpec argument : spec.positionalParameters()) {
      String label = argument.paramLabel();
      boolean isMany = argument.arity().max() > 1;
      String word = label + (isMany ? "..." : "");
      synopsis.append(argument.arity().min() == 0 ? " [" + word + "]" : " " + word);
    }
    return synopsis.toString();
  }

  private static String name(CommandSpec spec) {
    return spec.qualifiedName("-");
  }

  /** Without what the language would take for its own. */
  private static String text(String text) {
    String line =
        text.replace("\\", "\\e").replace("-", "\\-").replaceAll("\\s*\\R\\s*", " ").strip();
    return line.startsWith(".") || line.startsWith("'") ? "\\&" + line : line;
  }

  private static String quoted(String text) {
    return '"' + text(text) + '"';
  }
}
