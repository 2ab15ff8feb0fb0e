package delphi.jobs.app.bundle;

import delphi.jobs.handler.Secrets;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts the name of a secret in its place, as {@code ${NAME}}, in every text of a tree: whatever is
 * called as secrets are where it is known by name, wherever else it stands; and what looks like a
 * key by itself.
 */
public final class Cleaner {
  /** What is shorter stands in innocent text as well. */
  private static final int LENGTH_MIN = 6;

  private static final String STARS = "********";

  /** Keys of providers and clouds, by the way they begin; and what introduces itself as a key. */
  private static final Pattern KEY =
      Pattern.compile(
          "\\b(sk-|sk_live_|ghp_|gho_|github_pat_|xox[abprs]-|hf_|glpat-)[\\w-]{8,}"
              + "|\\b(AKIA|ASIA)[0-9A-Z]{12,}|\\beyJ[\\w-]{8,}\\.[\\w-]{8,}\\.[\\w-]*");

  private static final Pattern BEARER = Pattern.compile("(?i)\\b(bearer|basic)\\s+[\\w+/=.~-]{8,}");
  private static final Pattern ADDRESS = Pattern.compile("(://[^/@\\s:\"]*:)[^/@\\s\"]+@");

  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)([\\w.-]*(?:api_?-?key|apikey|secret|token|passwd|password|passphrase|private_?key"
              + "|access_?-?key|credential)[\\w.-]*[\"'\\\\]*\\s*[:=]\\s*[\"'\\\\]*)"
              + "(?![\\d.]+\\b)([^\\s\"'\\\\,;&${}*]{4,})");

  private final Map<String, String> references;

  private Cleaner(Map<String, String> references) {
    this.references = references;
  }

  /** A cleaner while what it shall know is told to it. */
  public static final class Draft {
    private final Map<String, String> names = new LinkedHashMap<>();

    /** The secrets among these variables. */
    public Draft environment(Map<String, String> variables) {
      variables.forEach((name, value) -> {
        if (Secrets.isName(name)) {
          add(name, value);
        }
        // A password inside of an address is a secret of its own.
        Secrets.in(Map.of(name, value)).forEach(secret -> names.putIfAbsent(secret, name));
      });
      return this;
    }

    /** The secrets in a text, if it is JSON: what stands under a name that secrets have. */
    public Draft json(@Nullable String text) {
      try {
        if (text != null) {
          walk("", JsonMapper.shared().readTree(text));
        }
      } catch (JacksonException noJson) {
        // Then it is a text like any other.
      }
      return this;
    }

    /** What is left out when these are known. */
    public Cleaner cleaner() {
      Map<String, String> forms = new LinkedHashMap<>();
      List<String> longestFirst = new ArrayList<>(names.keySet());
      longestFirst.sort(Comparator.comparingInt(String::length).reversed());
      for (String secret : longestFirst) {
        String name = "${" + names.get(secret) + "}";
        for (String form : formsOf(secret)) {
          if (form.length() >= LENGTH_MIN) {
            forms.putIfAbsent(form, name);
          }
        }
      }
      return new Cleaner(forms);
    }

    private void add(String name, String value) {
      names.putIfAbsent(value, name);
      value.lines().map(String::strip).forEach(line -> names.putIfAbsent(line, name));
    }

    private void walk(String name, JsonNode node) {
      if (node.isObject()) {
        node.properties().forEach(entry -> walk(entry.getKey(), entry.getValue()));
      } else if (node.isArray()) {
        node.forEach(each -> walk(name, each));
      } else if (node.isString() && Secrets.isName(name)) {
        add(name, node.asString());
      } else if (node.isString() && node.asString().startsWith("{")) {
        json(node.asString());
      }
    }

    private static List<String> formsOf(String secret) {
      byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
      String quoted = JsonMapper.shared().writeValueAsString(secret);
      return List.of(
          secret,
          URLEncoder.encode(secret, StandardCharsets.UTF_8),
          quoted.substring(1, quoted.length() - 1),
          Base64.getEncoder().withoutPadding().encodeToString(bytes),
          Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
  }

  /** The text without secrets. */
  public String clean(String text) {
    String clean = text;
    for (Map.Entry<String, String> each : references.entrySet()) {
      clean = clean.replace(each.getKey(), each.getValue());
    }
    clean = KEY.matcher(clean).replaceAll(STARS);
    clean = BEARER.matcher(clean).replaceAll("$1 " + Matcher.quoteReplacement(STARS));
    clean = ADDRESS.matcher(clean).replaceAll("$1" + Matcher.quoteReplacement(STARS) + "@");
    return NAMED.matcher(clean).replaceAll("$1" + Matcher.quoteReplacement(STARS));
  }

  /** The same tree of maps, lists and values, every text in it without secrets. */
  public @Nullable Object clean(@Nullable Object tree) {
    return switch (tree) {
      case null -> null;
      case String text -> clean(text);
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> clean = new LinkedHashMap<>();
        map.forEach((name, value) -> clean.put(clean(String.valueOf(name)), named(name, value)));
        yield clean;
      }
      case List<?> list -> {
        List<@Nullable Object> clean = new ArrayList<>();
        list.forEach(each -> clean.add(clean(each)));
        yield clean;
      }
      default -> tree;
    };
  }

  /** What stands under a name that secrets have is never shown, whatever it looks like. */
  private @Nullable Object named(Object name, @Nullable Object value) {
    boolean isSecret = Secrets.isName(String.valueOf(name)) && value instanceof String;
    return isSecret && !String.valueOf(value).startsWith("${") ? "${" + name + "}" : clean(value);
  }
}
