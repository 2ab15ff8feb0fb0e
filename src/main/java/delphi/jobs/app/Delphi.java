package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Nearest;
import delphi.jobs.desk.Problem;
import delphi.jobs.store.StoreException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program as a value: arguments in, an exit code out; what it says goes to its console. */
final class Delphi {
  /** The verbs come before the flags: they are what somebody looks for first. */
  private static final List<String> SECTIONS =
      List.of(
          UsageMessageSpec.SECTION_KEY_DESCRIPTION,
          UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING,
          UsageMessageSpec.SECTION_KEY_SYNOPSIS,
          UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING,
          UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
          UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING,
          UsageMessageSpec.SECTION_KEY_OPTION_LIST,
          UsageMessageSpec.SECTION_KEY_FOOTER);

  private final Surroundings surroundings;

  Delphi(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Runs one command line. */
  Exit run(String... args) {
    if (args.length == 1 && Root.VERSION.contains(args[0])) {
      // Asked by scripts, and often: no grammar is needed for it.
      surroundings.console().out().println(VersionVerb.line());
      return Exit.OK;
    }
    boolean debug = List.of(args).contains("--debug");
    try {
      return execute(helpAsFlag(args));
    } catch (Problem problem) {
      return told(problem, debug);
    } catch (StoreException unanswered) {
      return told(asProblem(unanswered), debug);
    } catch (RuntimeException defect) {
      return told(asProblem(defect), debug);
    }
  }

  /** The grammar of the whole command line. */
  static CommandLine commandLine() {
    return grammar(Verbs.ALL.values());
  }

  /** As much of it as a command line needs: to build that of all verbs takes a while. */
  private static CommandLine grammar(String... args) {
    String first = args.length == 0 ? "" : args[0];
    Supplier<Verb> verb = Verbs.ALL.get(first);
    return verb == null ? commandLine() : grammar(List.of(verb));
  }

  private static CommandLine grammar(Collection<Supplier<Verb>> verbs) {
    CommandLine root = new CommandLine(new Root());
    root.getCommandSpec().usageMessage().sectionKeys(SECTIONS);
    Globals.addTo(root.getCommandSpec());
    for (Supplier<Verb> verb : verbs) {
      CommandLine command = command(verb.get());
      if (command.getCommand() instanceof MigrateVerb) {
        command.getCommandSpec().usageMessage().sectionKeys(SECTIONS);
        MigrateVerb.STEPS.forEach(step -> command.addSubcommand(command(step.get())));
      }
      root.addSubcommand(command);
    }
    root.setUsageHelpWidth(100);
    root.setUsageHelpLongOptionsMaxWidth(36);
    return root;
  }

  private static CommandLine command(Verb verb) {
    CommandLine command = new CommandLine(verb).setCaseInsensitiveEnumValuesAllowed(true);
    command
        .getCommandSpec()
        .usageMessage()
        .abbreviateSynopsis(true)
        .parameterListHeading("%n")
        .optionListHeading("%nFlags:%n");
    addExitCodes(command.getCommandSpec());
    Globals.addTo(command.getCommandSpec());
    if (verb instanceof PollVerb || verb instanceof UpVerb || verb instanceof DoctorVerb) {
      Globals.addPollerSettingsTo(command.getCommandSpec());
    } else if (verb instanceof DemandVerb) {
      Globals.addSettingsTo(command.getCommandSpec(), DemandVerb.SETTINGS);
    } else if (verb instanceof ServeVerb) {
      Globals.addSettingsTo(command.getCommandSpec(), ServeVerb.SETTINGS);
    }
    return command;
  }

  private static void addExitCodes(CommandSpec spec) {
    List<String> footer = new ArrayList<>(List.of(spec.usageMessage().footer()));
    footer.add("");
    footer.add(ExitWords.line(spec.name()));
    spec.usageMessage().footer(footer.toArray(String[]::new));
  }

  private Exit execute(String... args) {
    ParseResult parsed;
    try {
      parsed = grammar(args).parseArgs(args);
    } catch (ParameterException wrong) {
      throw usageProblem(wrong);
    }
    Console console = new Globals(parsed).on(surroundings.console());
    ParseResult last = parsed;
    while (last.subcommand() != null) {
      last = last.subcommand();
    }
    CommandLine command = last.commandSpec().commandLine();
    if (last.isUsageHelpRequested()) {
      command.usage(console.out(), colors(console));
      return Exit.OK;
    }
    try (Session session = new Session(surroundings, new Globals(parsed))) {
      if (command.getCommand() instanceof Verb verb) {
        return verb.run(session);
      }
      if (command.getCommand() instanceof Root root && root.version) {
        return new VersionVerb().run(session);
      }
    }
    command.usage(console.err(), colors(console));
    return Exit.USAGE;
  }

  /** {@code delphi help VERB} is what many try first. */
  private static String[] helpAsFlag(String... args) {
    if (args.length == 0 || !args[0].equals("help")) {
      return args;
    }
    String[] asked = Arrays.copyOfRange(args, 1, args.length + 1);
    asked[asked.length - 1] = "--help";
    return asked;
  }

  private static CommandLine.Help.ColorScheme colors(Console console) {
    return CommandLine.Help.defaultColorScheme(
        console.color() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF);
  }

  private Exit told(Problem problem, boolean debug) {
    surroundings.console().err().println(problem.line());
    if (debug) {
      problem.printStackTrace(surroundings.console().err());
    }
    return problem.exit();
  }

  private static Problem asProblem(StoreException unanswered) {
    Exit exit =
        switch (unanswered.kind()) {
          case UNAVAILABLE, MISSING, DENIED -> Exit.UNREACHABLE;
          case INVALID -> Exit.INTERNAL;
        };
    return Problem.of(exit, unanswered, unanswered.remedy());
  }

  private static Problem asProblem(RuntimeException defect) {
    return new Problem(
        Exit.INTERNAL,
        "this should not have happened",
        defect.toString(),
        "Run it again with --debug and report what it prints.",
        defect);
  }

  private static Problem usageProblem(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    CommandSpec spec = command.getCommandSpec();
    String help = "`" + spec.qualifiedName() + " --help` tells more.";
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      return unknown(unmatched, spec, help);
    }
    String why = String.valueOf(wrong.getMessage());
    return new Problem(Exit.USAGE, spec.name(), why, help, wrong);
  }

  private static Problem unknown(
      UnmatchedArgumentException unmatched, CommandSpec spec, String help) {
    String word = unmatched.getUnmatched().getFirst();
    boolean flag = word.startsWith("-");
    String name = flag && word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
    boolean verb = !flag && !spec.subcommands().isEmpty();
    String guess =
        verb
            ? Nearest.question(name, spec.subcommands().keySet())
            : flag ? Nearest.question(name, spec.optionsMap().keySet()) : "";
    String why =
        flag
            ? "there is no such flag"
            : verb ? "there is no such verb" : "it is one argument too many";
    return new Problem(Exit.USAGE, name, why, guess.isEmpty() ? help : guess, unmatched);
  }

  /** The program without a verb. */
  @Command(
      name = "delphi",
      description = "A job system that takes Delphi's jobs from the table to a truthful end.",
      synopsisHeading = "%nUsage: ",
      customSynopsis = "delphi VERB [FLAGS]",
      commandListHeading = "%nVerbs:%n",
      optionListHeading = "%nFlags:%n",
      footer = {
        "",
        "An id may be shortened as long as it stays unique. `delphi VERB --help` tells more of a verb."
      })
  static final class Root {
    static final List<String> VERSION = List.of("-V", "--version");

    @Option(
        names = {"-V", "--version"},
        description = "Print the version.")
    private boolean version;
  }
}
