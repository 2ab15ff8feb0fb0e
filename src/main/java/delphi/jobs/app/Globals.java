package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The flags that stand before or after any verb, and the flags of the settings: built from {@link
 * Setting}, so that help, parsing and documentation cannot disagree.
 */
final class Globals {
  private static final String CONFIG_FILE = "--config-file";
  private static final String JSON = "--json";
  private static final String PLAIN = "--plain";
  private static final String QUIET = "--quiet";
  private static final String COLOR = "--color";
  private static final String DEBUG = "--debug";

  private final ParseResult parsed;

  Globals(ParseResult parsed) {
    this.parsed = parsed;
  }

  /** Gives a command the flags of everywhere, in a section of its own in the help. */
  static void addTo(CommandSpec spec) {
    ArgGroupSpec.Builder group =
        ArgGroupSpec.builder().heading("%nEverywhere:%n").validate(false).order(100);
    Setting.at(Setting.Place.EVERYWHERE).forEach(setting -> group.addArg(option(setting)));
    group.addArg(configFile(spec));
    group.addArg(toggle("Print JSON.", JSON));
    group.addArg(toggle("Print bare values, nothing relative, cut or coloured.", PLAIN));
    group.addArg(toggle("Print ids only.", "-q", QUIET));
    group.addArg(
        OptionSpec.builder(COLOR)
            .paramLabel("WHEN")
            .type(String.class)
            .description("auto, always or never.")
            .build());
    group.addArg(toggle("Print stack traces with errors.", DEBUG));
    group.addArg(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("Print this.").build());
    spec.addArgGroup(group.build());
  }

  /** Gives a command the flags of the settings that a poller has. */
  static void addPollerSettingsTo(CommandSpec spec) {
    addSettingsTo(spec, Setting.at(Setting.Place.POLLER));
  }

  /** Gives a command the flags of a few settings. */
  static void addSettingsTo(CommandSpec spec, List<Setting> settings) {
    ArgGroupSpec.Builder group =
        ArgGroupSpec.builder().heading("%nSettings:%n").validate(false).order(50);
    settings.forEach(setting -> group.addArg(option(setting)));
    spec.addArgGroup(group.build());
  }

  boolean json() {
    return has(JSON);
  }

  boolean plain() {
    return has(PLAIN);
  }

  boolean quiet() {
    return has(QUIET);
  }

  boolean debug() {
    return has(DEBUG);
  }

  Optional<String> configFile() {
    return value(CONFIG_FILE);
  }

  /** The console as the flags want it. */
  Console on(Console console) {
    if (plain() || json()) {
      return console.bare();
    }
    String when = value(COLOR).orElse("auto");
    return switch (when) {
      case "auto" -> console;
      case "always" -> console.withColor(true);
      case "never" -> console.withColor(false);
      default ->
          throw new Problem(
              Exit.USAGE, COLOR + " " + when, "it is no such word", "Give auto, always or never.");
    };
  }

  /** The settings that were given as flags. */
  Map<Setting, String> settings() {
    Map<Setting, String> given = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      String flag = setting.flag();
      if (flag != null) {
        value(flag).ifPresent(text -> given.put(setting, text));
      }
    }
    return given;
  }

  /** {@code --config} too, where a verb has not another use for it. */
  private static OptionSpec configFile(CommandSpec spec) {
    OptionSpec.Builder builder =
        spec.findOption("--config") == null
            ? OptionSpec.builder(CONFIG_FILE, "--config")
            : OptionSpec.builder(CONFIG_FILE);
    return builder
        .paramLabel("FILE")
        .type(String.class)
        .description("A file of settings, NAME=value a line (" + Names.CONFIG_FILE + ").")
        .build();
  }

  private static OptionSpec option(Setting setting) {
    String byDefault = setting.byDefault();
    String fallback = byDefault == null ? "" : ", default " + byDefault;
    return OptionSpec.builder(setting.flag())
        .paramLabel(setting.form().label())
        .type(String.class)
        .description(
            (setting.meaning() + " (" + setting.variable() + fallback + ")").replace("%", "%%"))
        .build();
  }

  private static OptionSpec toggle(String description, String... names) {
    return OptionSpec.builder(names).type(boolean.class).description(description).build();
  }

  private boolean has(String flag) {
    return matched(flag) != null;
  }

  private Optional<String> value(String flag) {
    OptionSpec option = matched(flag);
    return option == null ? Optional.empty() : Optional.of(option.getValue());
  }

  /** The flag as given last, after the verb or before it; null when it was not given. */
  private @Nullable OptionSpec matched(String flag) {
    OptionSpec found = null;
    for (ParseResult level = parsed; level != null; level = level.subcommand()) {
      if (level.hasMatchedOption(flag)) {
        found = level.matchedOption(flag);
      }
    }
    return found;
  }
}
