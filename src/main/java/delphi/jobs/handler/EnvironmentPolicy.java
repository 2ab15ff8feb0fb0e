package delphi.jobs.handler;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Decides which variables a row may set for its process: those that are named here, unless {@link
 * Danger} knows them. Danger wins always, over what an operator allows as well.
 */
public final class EnvironmentPolicy {
  static final int VARIABLES_MAX = 64;
  static final int VALUE_CHARS_MAX = 1024;
  private static final int NAME_CHARS_MAX = 128;
  private static final Pattern ANY_VALUE = Pattern.compile(".*");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** Named, harmless variables only. */
  public static final EnvironmentPolicy STRICT =
      new EnvironmentPolicy(
          "strict",
          List.of(
              new Allowed(Form.DIGITS, "MAX_VOTES", "BATCH_SIZE", "NARRATIVE_BATCH_MAX_SIZE"),
              new Allowed(Form.FLAG, "NARRATIVE_BATCH_NO_CACHE"),
              new Allowed(Form.MODEL, "NARRATIVE_BATCH_*"),
              new Allowed(Form.MODEL, "ANTHROPIC_MODEL", "OPENAI_MODEL", "OLLAMA_MODEL"),
              new Allowed(Form.REGION, "AWS_REGION", "AWS_DEFAULT_REGION"),
              new Allowed(Form.TEXT, "DELPHI_*")));

  /**
   * The prefixes of the design documents, which named {@code PYTHONPATH} too; and the settings of
   * narratives, which every server sends.
   */
  public static final EnvironmentPolicy SEED_COMPAT =
      new EnvironmentPolicy(
          "seed-compat",
          List.of(
              new Allowed(Form.TEXT, "DELPHI_*", "AWS_*", "ANTHROPIC_*", "OPENAI_*", "OLLAMA_*"),
              new Allowed(Form.TEXT, "NARRATIVE_BATCH_*")));

  private final String name;
  private final List<Allowed> allowed;

  private EnvironmentPolicy(String name, List<Allowed> allowed) {
    this.name = name;
    this.allowed = List.copyOf(allowed);
  }

  /** The policy of that name, {@code strict} or {@code seed-compat}; empty for another name. */
  public static Optional<EnvironmentPolicy> named(String name) {
    return Stream.of(STRICT, SEED_COMPAT).filter(policy -> policy.name.equals(name)).findFirst();
  }

  /**
   * This policy and further names, in which {@code *} stands for any text.
   *
   * @throws IllegalArgumentException if one of them is no name
   */
  public EnvironmentPolicy alsoAllowing(List<String> names) {
    EnvironmentPolicy more = this;
    for (String each : names) {
      more = more.alsoAllowing(each, ANY_VALUE);
    }
    return more;
  }

  /**
   * This policy and one further name with values of one form. What the policy itself says of that
   * name holds no longer, so that an operator can be stricter as well.
   *
   * @param names one name, in which {@code *} stands for any text
   * @param value what a whole value must match
   * @throws IllegalArgumentException if it is no name, or one that no row may ever set
   */
  public EnvironmentPolicy alsoAllowing(String names, Pattern value) {
    List<Allowed> more = new ArrayList<>();
    more.add(new Allowed(value, Names.of(names)));
    Danger.of(names)
        .ifPresent(danger -> {
          throw new IllegalArgumentException(
              "no row may ever set " + Shown.of(names) + ", because " + danger);
        });
    more.addAll(allowed);
    return new EnvironmentPolicy(name, more);
  }

  /** Which of these variables a process gets, the names in order, and why not the others. */
  Screened screen(Map<String, String> wanted) {
    Map<String, String> accepted = new LinkedHashMap<>();
    List<Refusal> refusals = new ArrayList<>();
    // In order of the names, so that the same row always gets the same.
    new TreeMap<>(wanted)
        .forEach((variable, value) -> {
          Optional<String> objection =
              accepted.size() >= VARIABLES_MAX
                  ? Optional.of("a row may set " + VARIABLES_MAX + " variables")
                  : objection(variable, value);
          objection.ifPresentOrElse(
              why -> refusals.add(new Refusal(variable, why)), () -> accepted.put(variable, value));
        });
    return new Screened(accepted, refusals);
  }

  private Optional<String> objection(String variable, String value) {
    if (!NAME.matcher(variable).matches() || variable.length() > NAME_CHARS_MAX) {
      return Optional.of("this is no name of a variable");
    }
    Optional<Danger> danger = Danger.of(variable);
    if (danger.isPresent()) {
      return danger.map(Danger::toString);
    }
    Optional<Allowed> rule =
        allowed.stream().filter(each -> each.names().contain(variable)).findFirst();
    if (rule.isEmpty()) {
      return Optional.of("the policy '" + name + "' does not name it");
    }
    if (value.codePointCount(0, value.length()) > VALUE_CHARS_MAX) {
      return Optional.of("its value has more than " + VALUE_CHARS_MAX + " characters");
    }
    return rule.filter(each -> !(Form.TEXT.fits(value) && each.fits().test(value)))
        .map(each -> "its value is not " + each.words());
  }

  @Override
  public String toString() {
    return name;
  }

  /** Names that a row may set, and the form that their values must have. */
  private record Allowed(Predicate<String> fits, String words, Names names) {
    Allowed(Form form, String... names) {
      this(form::fits, form.toString(), Names.of(names));
    }

    Allowed(Pattern value, Names names) {
      this(
          text -> value.matcher(text).matches(),
          value == ANY_VALUE ? Form.TEXT.toString() : "of the form that an operator has set",
          names);
    }
  }

  /** What became of the variables of a row. */
  record Screened(Map<String, String> accepted, List<Refusal> refusals) {
    Screened {
      accepted = Collections.unmodifiableMap(new LinkedHashMap<>(accepted));
      refusals = List.copyOf(refusals);
    }
  }

  /** A variable that a row does not get to set; its value is nobody's business. */
  record Refusal(String name, String why) {
    @Override
    public String toString() {
      return "environment variable " + Shown.of(name) + " is left out, because " + why;
    }
  }
}
