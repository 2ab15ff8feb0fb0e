package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import delphi.jobs.handler.EnvironmentPolicy;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * An operator's file of variables that rows may set beside those of the policy: {@code
 * NAME=PATTERN} lines, {@code *} in a name for any text, and a regular expression that a whole
 * value must match.
 */
final class AllowedVariables {
  private AllowedVariables() {}

  /** The policy, and what the file adds to it. */
  static EnvironmentPolicy addedTo(EnvironmentPolicy policy, Path file) {
    String remedy = "Name another one with " + Setting.ALLOW_ENV_FILE.variable() + ", or none.";
    EnvironmentPolicy more = policy;
    for (SettingsFile.Line line : SettingsFile.read(file, remedy)) {
      more = added(more, line, file);
    }
    return more;
  }

  private static EnvironmentPolicy added(
      EnvironmentPolicy policy, SettingsFile.Line line, Path file) {
    try {
      return policy.alsoAllowing(line.name(), Pattern.compile(line.value()));
    } catch (PatternSyntaxException wrong) {
      throw refusal(
          line, file, "'" + line.value() + "' is no pattern: " + wrong.getDescription(), wrong);
    } catch (IllegalArgumentException refused) {
      throw refusal(line, file, String.valueOf(refused.getMessage()), refused);
    }
  }

  private static Problem refusal(
      SettingsFile.Line line, Path file, String why, IllegalArgumentException cause) {
    return new Problem(
        Exit.CONFIGURATION,
        file + " line " + line.number(),
        why,
        "Write NAME=PATTERN, for instance LLM_PROVIDER=anthropic|openai.",
        cause);
  }
}
