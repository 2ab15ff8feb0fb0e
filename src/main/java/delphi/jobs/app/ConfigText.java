package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import delphi.jobs.job.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A job's settings as they are given on the command line: JSON, a file with it, or names. */
final class ConfigText {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private static final TypeReference<LinkedHashMap<String, @Nullable Object>> OBJECT =
      new TypeReference<>() {};

  private ConfigText() {}

  /** The settings of all the texts together; a later one wins. */
  static Config read(List<String> texts) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    for (String text : texts) {
      if (text.startsWith("@")) {
        all.putAll(object(contentOf(Path.of(text.substring(1))), text));
      } else if (text.stripLeading().startsWith("{")) {
        all.putAll(object(text, text));
      } else {
        int equals = text.indexOf('=');
        if (equals < 1) {
          throw refusal(text, "it is neither JSON nor NAME=VALUE", null);
        }
        all.put(text.substring(0, equals).strip(), value(text.substring(equals + 1)));
      }
    }
    return new Config(all);
  }

  private static Map<String, @Nullable Object> object(String json, String given) {
    try {
      return JSON.readValue(json, OBJECT);
    } catch (JacksonException wrong) {
      throw refusal(given, "it is no JSON object: " + wrong.getOriginalMessage(), wrong);
    }
  }

  private static String contentOf(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unread) {
      throw refusal("@" + file, "the file cannot be read", unread);
    }
  }

  /** {@code 7}, {@code true} and {@code [1,2]} are what they look like; everything else is text. */
  private static @Nullable Object value(String text) {
    try {
      return JSON.readValue(text, Object.class);
    } catch (JacksonException noJson) {
      return text;
    }
  }

  private static Problem refusal(String given, String why, @Nullable Exception cause) {
    String remedy = "Give a JSON object, @FILE with one, or NAME=VALUE.";
    return new Problem(Exit.USAGE, "--config " + given, why, remedy, cause);
  }
}
