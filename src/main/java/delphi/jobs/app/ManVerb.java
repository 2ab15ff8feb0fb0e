package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Nearest;
import delphi.jobs.desk.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints or installs the manual pages, made of the same grammar as the help. */
@Command(
    name = "man",
    description = "Print the manual page of the program or of a verb, or write all of them.",
    footer = {
      "",
      "delphi man list | man -l -                 reads one.",
      "delphi man --to ~/.local/share/man/man1    installs them for `man delphi-list`."
    })
final class ManVerb implements Verb {
  @Parameters(paramLabel = "VERB", arity = "0..*", description = "Which verb; none: the program.")
  private List<String> verb = List.of();

  @Option(names = "--to", paramLabel = "DIR", description = "Write all pages into this folder.")
  private @Nullable Path to;

  @Override
  public Exit run(Session session) {
    Map<String, String> pages = ManPage.all(Delphi.commandLine());
    Path folder = to;
    if (folder != null) {
      write(pages, folder);
      session.say(pages.size() + " pages are in " + folder + ".");
      return Exit.OK;
    }
    String name = verb.isEmpty() ? "delphi" : "delphi-" + String.join("-", verb);
    String page = pages.get(name);
    if (page == null) {
      String guess = Nearest.question(name, pages.keySet());
      throw new Problem(
          Exit.USAGE,
          name,
          "there is no such page",
          guess.isEmpty() ? "`delphi --help` names the verbs." : guess);
    }
    session.print(page.stripTrailing());
    return Exit.OK;
  }

  private static void write(Map<String, String> pages, Path folder) {
    try {
      Files.createDirectories(folder);
      for (Map.Entry<String, String> page : pages.entrySet()) {
        Files.writeString(folder.resolve(page.getKey() + ".1"), page.getValue());
      }
    } catch (IOException unwritten) {
      throw new Problem(
          Exit.FAILED,
          "--to " + folder,
          String.valueOf(unwritten.getMessage()),
          "Give a folder that can be written.",
          unwritten);
    }
  }
}
