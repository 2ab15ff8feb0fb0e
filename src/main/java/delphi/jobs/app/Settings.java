package delphi.jobs.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import delphi.jobs.desk.Spans;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What everything is set to in this run, checked: flags win over the environment, the environment
 * over the file, the file over the defaults.
 *
 * <p>The only class that knows where a value came from; the components get records of their own.
 */
final class Settings {
  private static final Source DEFAULT = new Source.Default();

  private static final int DIGEST_BYTES = 6;

  private final Map<Setting, Value> values;

  private Settings(Map<Setting, Value> values) {
    this.values = values;
  }

  /**
   * A value and where it comes from.
   *
   * @param text in the form that {@link Form#normal} gives; null when it is not set
   */
  record Value(@Nullable String text, Source source) {}

  /**
   * Puts together what was given.
   *
   * @param flags as on the command line
   * @param environment of this process
   * @param file null when there is none
   * @throws Problem for a value that its setting does not accept, and for a name that looks like a
   *     slip
   */
  static Settings of(
      Map<Setting, String> flags, Map<String, String> environment, @Nullable Path file) {
    return of(
        flags,
        environment,
        file,
        refused -> {
          throw refused;
        });
  }

  /**
   * Puts together what was given, as far as it can be taken; what cannot gives way to what is
   * weaker or to the default.
   *
   * @param refusals is told each refusal, and goes on by returning
   */
  static Settings of(
      Map<Setting, String> flags,
      Map<String, String> environment,
      @Nullable Path file,
      Consumer<Problem> refusals) {
    Names.slips(environment.keySet()).forEach(refusals);
    Map<Setting, Value> values = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      values.put(setting, new Value(setting.byDefault(), DEFAULT));
    }
    if (file != null) {
      taken(() -> SettingsFile.read(file), refusals)
          .ifPresent(lines -> lines.forEach(line -> put(values, file, line, refusals)));
    }
    for (Setting setting : Setting.values()) {
      String given = environment.get(setting.variable());
      if (given != null) {
        put(values, setting, given, new Source.Environment());
      }
    }
    flags.forEach((setting, given) -> put(values, setting, given, new Source.Flag()));
    values.replaceAll((setting, value) ->
        taken(() -> normal(setting, value), refusals)
            .orElseGet(() -> normal(setting, new Value(setting.byDefault(), DEFAULT))));
    return new Settings(values);
  }

  private static void put(
      Map<Setting, Value> values, Path file, SettingsFile.Line line, Consumer<Problem> refusals) {
    Source source = new Source.File(file, line.number());
    taken(() -> Names.settingNamed(line.name(), source), refusals)
        .ifPresent(setting -> put(values, setting, line.value(), source));
  }

  /** What it gives; nothing when it refuses and whoever hears of it goes on. */
  private static <T> Optional<T> taken(Supplier<T> work, Consumer<Problem> refusals) {
    try {
      return Optional.of(work.get());
    } catch (Problem refused) {
      refusals.accept(refused);
      return Optional.empty();
    }
  }

  Value value(Setting setting) {
    return values.getOrDefault(setting, new Value(null, DEFAULT));
  }

  /** Whether somebody has set it, to whatever value. */
  boolean isGiven(Setting setting) {
    return !value(setting).source().equals(DEFAULT);
  }

  Optional<String> text(Setting setting) {
    return Optional.ofNullable(value(setting).text());
  }

  /** The text of a setting that always has one. */
  String required(Setting setting) {
    return text(setting).orElseThrow();
  }

  int number(Setting setting) {
    return Integer.parseInt(required(setting));
  }

  Duration span(Setting setting) {
    return Spans.parse(required(setting));
  }

  Optional<Duration> spanIfGiven(Setting setting) {
    return text(setting).map(Spans::parse);
  }

  ZoneId zone(Setting setting) {
    return ZoneId.of(required(setting));
  }

  /** Empty when it is not set. */
  List<String> names(Setting setting) {
    return text(setting).map(Form.Names::split).orElse(List.of());
  }

  /** Twelve digits that are the same for the same settings, and tell nothing of them. */
  String digest() {
    StringBuilder all = new StringBuilder();
    values.forEach(
        (setting, value) -> all.append(setting).append('=').append(value.text()).append('\n'));
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(all.toString().getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java has SHA-256", impossible);
    }
  }

  /** The same settings, but with another value where nobody has set one. */
  Settings withDefault(Setting setting, String text) {
    if (isGiven(setting)) {
      return this;
    }
    Map<Setting, Value> changed = new EnumMap<>(values);
    changed.put(setting, normal(setting, new Value(text, DEFAULT)));
    return new Settings(changed);
  }

  /** An empty text is no value, except where the setting gives it a meaning or it was a flag. */
  private static void put(
      Map<Setting, Value> values, Setting setting, String given, Source source) {
    boolean means = setting.form() instanceof Form.Endpoint || source instanceof Source.Flag;
    if (!given.isBlank() || means) {
      values.put(setting, new Value(given, source));
    }
  }

  private static Value normal(Setting setting, Value value) {
    String text = value.text();
    if (text == null) {
      return value;
    }
    try {
      return new Value(setting.form().normal(text), value.source());
    } catch (IllegalArgumentException refused) {
      throw refusal(setting, text, value.source(), refused);
    }
  }

  private static Problem refusal(
      Setting setting, String given, Source source, IllegalArgumentException refused) {
    String text = setting.form().shown(given);
    String remedy = "Give " + setting.form().accepts() + ".";
    String why = String.valueOf(refused.getMessage());
    String assignment = setting.variable() + "=" + text;
    return switch (source) {
      case Source.Flag() ->
          new Problem(Exit.USAGE, setting.flag() + " " + text, why, remedy, refused);
      case Source.File file ->
          new Problem(Exit.CONFIGURATION, assignment + " (" + file + ")", why, remedy, refused);
      case Source.Environment(), Source.Default() ->
          new Problem(Exit.CONFIGURATION, assignment, why, remedy, refused);
    };
  }
}
