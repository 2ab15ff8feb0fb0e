package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.PlainJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** Says what everything is set to, and by whom. */
@Command(
    name = "config",
    description = "Print every setting, its value, and where the value comes from.")
final class ConfigVerb implements Verb {
  @Override
  public Exit run(Session session) {
    Settings settings = session.settings();
    if (session.globals().json()) {
      session.print(PlainJson.of(objects(settings)));
      return Exit.OK;
    }
    Grid grid = new Grid("SETTING", "FLAG", "VALUE", "FROM");
    for (Setting setting : Setting.values()) {
      Settings.Value value = settings.value(setting);
      String flag = setting.flag();
      grid.row(
          new Grid.Cell(setting.variable(), Paint.STRONG),
          new Grid.Cell(flag == null ? "-" : flag),
          new Grid.Cell(shown(setting, value)),
          new Grid.Cell(value.source().toString()));
    }
    grid.print(session.console());
    return Exit.OK;
  }

  private static List<Map<String, @Nullable Object>> objects(Settings settings) {
    List<Map<String, @Nullable Object>> objects = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      Settings.Value value = settings.value(setting);
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      object.put("name", setting.variable());
      object.put("flag", setting.flag());
      String text = value.text();
      object.put("value", text == null ? null : setting.form().shown(text));
      object.put("source", value.source().toString());
      object.put("default", setting.byDefault());
      object.put("accepts", setting.form().accepts());
      object.put("meaning", setting.meaning());
      objects.add(object);
    }
    return objects;
  }

  private static String shown(Setting setting, Settings.Value value) {
    String text = value.text();
    if (text == null) {
      return "(not set)";
    }
    return text.isEmpty() ? "\"\"" : setting.form().shown(text);
  }
}
