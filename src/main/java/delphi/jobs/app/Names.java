package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Nearest;
import delphi.jobs.desk.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which names mean something to us. A name that looks like one of ours with a slip in it is an
 * error: a setting that is silently not heard is found out in production.
 */
final class Names {
  static final String CONFIG_FILE = "DELPHI_CONFIG";

  private static final String OURS = "DELPHI_";

  /** Names that are not settings but have a meaning near us: the launcher's, our children's. */
  private static final Set<String> OTHERS =
      Set.of(
          CONFIG_FILE,
          "DELPHI_JAVA_HOME",
          "DELPHI_JAVA_OPTS",
          "DELPHI_HOME",
          "DELPHI_JOB_ID",
          "DELPHI_JOB_ATTEMPT",
          "DELPHI_JOB_TYPE",
          "DELPHI_CONVERSATION_ID",
          "DELPHI_BATCH_ID",
          "DELPHI_BATCH_JOB_ID",
          "DELPHI_REPORT_ID",
          "DELPHI_FENCE_TOKEN",
          "DELPHI_ORDER_MARKER",
          "DELPHI_COMMANDS");

  private Names() {}

  /** Names of an environment that are nearly ours, each a refusal; everything else is ignored. */
  static List<Problem> slips(Collection<String> environment) {
    Set<String> known = known();
    List<Problem> slips = new ArrayList<>();
    for (String name : environment) {
      Optional<String> meant =
          known.contains(name) ? Optional.empty() : Nearest.to(name, prefixed(known));
      if (name.startsWith(OURS) && meant.isPresent()) {
        slips.add(
            new Problem(
                Exit.CONFIGURATION,
                name,
                "the environment has this variable, and it means nothing here",
                "Did you mean " + meant.get() + "?"));
      }
    }
    return slips;
  }

  /** Names of an environment that begin like ours and are not even nearly so. */
  static List<String> strange(Collection<String> environment) {
    Set<String> known = known();
    return environment.stream()
        .filter(name -> name.startsWith(OURS) && !known.contains(name))
        .filter(name -> !name.startsWith("DELPHI_LITE_"))
        .filter(name -> Nearest.to(name, prefixed(known)).isEmpty())
        .sorted()
        .toList();
  }

  private static Set<String> known() {
    Set<String> known = new HashSet<>(OTHERS);
    known.addAll(variables());
    return known;
  }

  /** The setting of a line of the file, where every name must be ours. */
  static Setting settingNamed(String name, Source source) {
    for (Setting setting : Setting.values()) {
      if (setting.variable().equals(name)) {
        return setting;
      }
    }
    String guess = Nearest.question(name, variables());
    throw new Problem(
        Exit.CONFIGURATION,
        name + " (" + source + ")",
        "there is no such setting",
        guess.isEmpty() ? "`delphi config` lists them all." : guess);
  }

  private static List<String> variables() {
    List<String> names = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      names.add(setting.variable());
    }
    return names;
  }

  private static List<String> prefixed(Collection<String> names) {
    return names.stream().filter(name -> name.startsWith(OURS)).toList();
  }
}
