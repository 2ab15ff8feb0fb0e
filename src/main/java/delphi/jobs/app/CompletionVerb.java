package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints what a shell needs to complete our verbs and flags. */
@Command(
    name = "completion",
    description = "Print the completion script of a shell.",
    footer = {
      "",
      "bash   source <(delphi completion bash)",
      "zsh    source <(delphi completion zsh)",
      "fish   delphi completion fish | source"
    })
final class CompletionVerb implements Verb {
  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
  private String shell = "";

  @Override
  public Exit run(Session session) {
    CommandLine grammar = Delphi.commandLine();
    session.print(
        switch (shell) {
          // The script for bash notices zsh and asks it to understand bash's completion.
          case "bash", "zsh" ->
              AutoComplete.bash("delphi", grammar) + IdCompletion.forBash(grammar);
          case "fish" -> FishCompletion.of(grammar) + "\n" + IdCompletion.forFish(grammar);
          default ->
              throw new Problem(
                  Exit.USAGE, shell, "no completion for this shell", "Give bash, zsh or fish.");
        });
    return Exit.OK;
  }
}
