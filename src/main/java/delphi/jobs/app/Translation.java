package delphi.jobs.app;

import delphi.jobs.handler.EnvironmentSettings;
import delphi.jobs.migration.OldStart;
import delphi.jobs.migration.Remark;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the start of an older poller means to ours: each flag and variable, and what follows. */
final class Translation {
  /** What an older poller takes when nobody names an endpoint; ours would take a file. */
  private static final String OLD_ENDPOINT = "http://localhost:8000";

  /** Of the shell and the system; nobody means a setting by them. */
  private static final List<String> OF_THE_SYSTEM = List.of("PATH", "HOME", "USER", "SHELL", "TZ");

  private final OldStart start;
  private final List<Line> lines = new ArrayList<>();
  private final Map<Setting, String> values = new EnumMap<>(Setting.class);
  private final List<String> forScripts = new ArrayList<>();
  private final List<String> passed = new ArrayList<>();

  private Translation(OldStart start) {
    this.start = start;
  }

  /** What becomes of one flag or variable. */
  enum Fate {
    KEPT,
    /** It means something else here, or has to be said in another way. */
    CHANGED,
    /** It was not said, and has to be here. */
    ADDED,
    IGNORED,
    /** Ours would not start with it. */
    REFUSED
  }

  /**
   * One flag or variable.
   *
   * @param old as it was written; never the value of a variable that is no setting
   * @param ours what to write instead; empty for nothing
   */
  record Line(String old, String ours, Fate fate, String why) {}

  static Translation of(OldStart start) {
    Translation translation = new Translation(start);
    start.environment().forEach(translation::variable);
    translation.flags(start.arguments());
    translation.whatIsMissing();
    return translation;
  }

  List<Line> lines() {
    return List.copyOf(lines);
  }

  /** The settings that follow, as they were written. */
  Map<Setting, String> values() {
    return Map.copyOf(values);
  }

  /** Names of variables that reach the scripts as before, and have to be kept where they are. */
  List<String> forScripts() {
    return List.copyOf(forScripts);
  }

  OldStart start() {
    return start;
  }

  /** What somebody has to see to. */
  List<Remark> remarks() {
    List<Remark> remarks = new ArrayList<>();
    for (Line line : lines) {
      String id = "option:" + line.old();
      switch (line.fate()) {
        case REFUSED -> remarks.add(Remark.problem(id, line.old() + ": " + line.why(), ""));
        case IGNORED -> remarks.add(Remark.warning(id, line.old() + ": " + line.why(), ""));
        case KEPT, CHANGED, ADDED -> {}
      }
    }
    start.remarks().forEach(words -> remarks.add(Remark.warning("option:start", words, "")));
    return remarks;
  }

  private void variable(String name, String value) {
    Optional<Setting> setting = settingOf(name);
    if (setting.isPresent()) {
      boolean isNothing = value.isBlank() && !(setting.get().form() instanceof Form.Endpoint);
      if (isNothing) {
        line(name + "=", "", Fate.KEPT, "empty, so the default holds");
      } else {
        setting(setting.get(), name + "=", value);
      }
    } else if (name.startsWith("DELPHI_")) {
      unknownOfOurs(name);
    } else if (EnvironmentSettings.isUsual(name)) {
      forScripts.add(name);
      line(name, name, Fate.KEPT, "goes to the scripts as before");
    } else if (!OF_THE_SYSTEM.contains(name)) {
      forScripts.add(name);
      passed.add(name);
      line(
          name,
          Setting.PASS_ENV.variable() + "=" + name,
          Fate.CHANGED,
          "scripts get only what they are known to need; this one has to be named");
    }
  }

  private void unknownOfOurs(String name) {
    if (Names.slips(List.of(name)).isEmpty()) {
      line(name, "", Fate.IGNORED, "means nothing here");
    } else {
      line(name, "", Fate.REFUSED, "means nothing here, and is too near to a name that does");
    }
  }

  private void flags(List<String> arguments) {
    for (int place = 0; place < arguments.size(); place++) {
      String word = arguments.get(place);
      int equals = word.indexOf('=');
      String flag = equals < 0 ? word : word.substring(0, equals);
      Optional<Setting> setting = settingOfFlag(flag);
      if (setting.isEmpty()) {
        boolean hasValue =
            equals < 0
                && flag.startsWith("-")
                && place + 1 < arguments.size()
                && !arguments.get(place + 1).startsWith("-");
        place += hasValue ? 1 : 0;
        line(flag, "", Fate.IGNORED, "ours has no such flag");
      } else if (equals >= 0) {
        setting(setting.get(), flag + "=", word.substring(equals + 1));
      } else if (place + 1 < arguments.size()) {
        place++;
        setting(setting.get(), flag + " ", arguments.get(place));
      } else {
        line(flag, "", Fate.REFUSED, "its value is missing");
      }
    }
  }

  private void setting(Setting setting, String written, String value) {
    String old = written + Secrets.hidden(value);
    boolean isFilledIn = value.contains("${") || value.startsWith("$");
    if (!isFilledIn) {
      try {
        setting.form().normal(value);
      } catch (IllegalArgumentException refused) {
        String accepts = "; give " + setting.form().accepts();
        line(old, "", Fate.REFUSED, refused.getMessage() + accepts);
        return;
      }
    }
    values.put(setting, value);
    boolean isAws = setting == Setting.ENDPOINT && value.isBlank();
    line(
        old,
        setting.variable() + "=" + Secrets.hidden(value),
        Fate.KEPT,
        isAws ? "empty means AWS itself" : isFilledIn ? "filled in where it is started" : "");
  }

  private void whatIsMissing() {
    if (!values.containsKey(Setting.ENDPOINT)) {
      values.put(Setting.ENDPOINT, OLD_ENDPOINT);
      String ours = Setting.ENDPOINT.variable() + "=" + OLD_ENDPOINT;
      line("(no endpoint)", ours, Fate.ADDED, "the default of old; ours has to be told");
    }
    if (!values.containsKey(Setting.APP_PATH) && !start.directory().isEmpty()) {
      values.put(Setting.APP_PATH, start.directory());
      String ours = Setting.APP_PATH.variable() + "=" + start.directory();
      line("(working directory)", ours, Fate.ADDED, "where scripts with relative names lie");
    }
    if (!passed.isEmpty()) {
      String before = values.getOrDefault(Setting.PASS_ENV, "");
      values.put(
          Setting.PASS_ENV, (before.isEmpty() ? "" : before + ",") + String.join(",", passed));
    }
  }

  private void line(String old, String ours, Fate fate, String why) {
    lines.add(new Line(old, ours, fate, why));
  }

  private static Optional<Setting> settingOf(String variable) {
    for (Setting setting : Setting.values()) {
      if (variable.equals(setting.variable())) {
        return Optional.of(setting);
      }
    }
    return Optional.empty();
  }

  private static Optional<Setting> settingOfFlag(String flag) {
    for (Setting setting : Setting.values()) {
      if (flag.equals(setting.flag())) {
        return Optional.of(setting);
      }
    }
    return Optional.empty();
  }
}
