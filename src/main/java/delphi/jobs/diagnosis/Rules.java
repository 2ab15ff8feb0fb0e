package delphi.jobs.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The table of what a line by itself says of the cause, in order: the first that recognises a line
 * decides. A number counts only as a whole one in a place where a status stands.
 */
final class Rules {
  /** In order; those of services first, because they tell with whom it went wrong. */
  static final List<Rule> ALL = all();

  private Rules() {}

  /** The first rule that recognises a line; null when none does. */
  static @Nullable Rule of(String line) {
    for (Rule rule : ALL) {
      if (rule.matches(line)) {
        return rule;
      }
    }
    return null;
  }

  private static List<Rule> all() {
    List<Rule> rules = new ArrayList<>();
    rules.addAll(ProviderRules.LIST);
    rules.addAll(AwsRules.LIST);
    rules.addAll(DatabaseRules.LIST);
    rules.addAll(MachineRules.LIST);
    rules.addAll(NetworkRules.LIST);
    rules.addAll(ShellRules.LIST);
    return List.copyOf(rules);
  }

  /** A rule that needs no more than its words. */
  static Rule words(
      String name, Cause cause, Rule.Weight weight, String why, String example, String... words) {
    return new Rule(name, cause, weight, List.of(words), null, why, example);
  }

  /** A rule whose words count only where a line looks like this. */
  static Rule form(
      String name,
      Cause cause,
      Rule.Weight weight,
      String form,
      String why,
      String example,
      String... words) {
    return new Rule(name, cause, weight, List.of(words), Pattern.compile(form), why, example);
  }
}
