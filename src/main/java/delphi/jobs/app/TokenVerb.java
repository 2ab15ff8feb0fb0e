package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import delphi.jobs.web.Caller;
import delphi.jobs.web.Role;
import delphi.jobs.web.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a token for the server: what is shown once, and the line that lets its owner in. */
@Command(
    name = "token",
    description =
        "Make a token for `serve` and `poll --http`, and print it once. Only its digest is kept.",
    footer = {
      "",
      "A viewer looks; an operator submits, cancels, holds, releases and retries; an admin takes jobs"
          + " from their holders as well. To take a token back, delete its line and start the server"
          + " anew."
    })
final class TokenVerb implements Verb {
  private static final String NAME = "[\\w.@-]{1,64}";

  @Parameters(paramLabel = "NAME", description = "Whose it is; histories of jobs tell it.")
  private String name = "";

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "viewer, operator or admin (default: ${DEFAULT-VALUE}).")
  private Role role = Role.VIEWER;

  @Option(
      names = "--file",
      paramLabel = "PATH",
      description = "Add its line to this file; otherwise the line is printed to stderr.")
  private @Nullable Path file;

  @Override
  public Exit run(Session session) {
    if (!name.matches(NAME)) {
      throw new Problem(
          Exit.USAGE,
          "NAME",
          "it is not a name of 1 to 64 letters, digits, dots, dashes or @",
          "Give one like alice@example.");
    }
    byte[] bytes = new byte[Tokens.BYTES];
    new SecureRandom().nextBytes(bytes);
    String token = "dt_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    String line = Tokens.line(new Caller(name, role), token);
    Path to = file;
    if (to == null) {
      session.say("the line for the file that --token-file names:");
      session.complain(line);
    } else {
      append(to, line);
      session.say("added " + name + " to " + to + "; a server reads it when it starts.");
    }
    session.print(token);
    return Exit.OK;
  }

  private static void append(Path file, String line) {
    try {
      if (!Files.exists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
    } catch (IOException refused) {
      throw new Problem(
          Exit.FAILED,
          "--file " + file,
          "it cannot be written: " + refused.getMessage(),
          "Give a file in a folder that is there.",
          refused);
    }
  }
}
