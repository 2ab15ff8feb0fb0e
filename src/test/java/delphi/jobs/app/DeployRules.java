package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Spans;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.error.YAMLException;
import picocli.CommandLine;

/** Holds the files of {@code deploy/} against the program that they start. */
final class DeployRules {
  static final String UNIT = "deploy/systemd/delphi-poller.service";
  static final String CONF = "deploy/systemd/delphi-jobs.conf";
  static final String DOCKERFILE = "deploy/container/Dockerfile";
  static final String IGNORED = ".dockerignore";
  static final String COMPOSE = "deploy/container/compose.yaml";
  static final String CONFIG_MAP = "deploy/kubernetes/configuration.yaml";
  static final List<String> WORKLOADS =
      List.of(
          "deploy/kubernetes/deployment.yaml",
          "deploy/kubernetes/serve.yaml",
          "deploy/kubernetes/cronjob.yaml",
          "deploy/kubernetes/keda-scaledjob.yaml");

  /** What ending may take after the drain and the grace. */
  private static final Duration MARGIN = Duration.ofSeconds(20);

  private static final Pattern ASSIGNMENT = Pattern.compile("([A-Z][A-Z0-9_]*)=(\\S*)");
  private static final Pattern VARIABLE = Pattern.compile("\\bDELPHI_[A-Z0-9_]*[A-Z0-9]");
  private static final Pattern ADDRESS = Pattern.compile("\\w+://([^/:\\s\"]+)");

  /** Of the example scripts. */
  private static final Set<String> OTHER_VARIABLES = Set.of("DELPHI_LITE_OUTPUT");

  private static final Set<String> OUR_HOSTS = Set.of("localhost", "dynamodb", "delphi-demand");

  /** With these no leash, no group for a job, or no JVM can be had; measured, see RELIABILITY. */
  private static final List<String> HARMFUL =
      List.of(
          "RestrictNamespaces",
          "ProtectKernelTunables",
          "ProtectKernelLogs",
          "ProtectControlGroups",
          "MemoryDenyWriteExecute");

  private final Map<String, String> files;
  private final List<String> found = new ArrayList<>();

  private DeployRules(Map<String, String> files) {
    this.files = files;
  }

  /**
   * Every broken rule, in words; empty when all are kept.
   *
   * @param files their texts by their paths; beside those of {@code deploy/} the launcher and the
   *     build
   */
  static List<String> violations(Map<String, String> files) {
    DeployRules rules = new DeployRules(new TreeMap<>(files));
    try {
      rules.names();
      rules.unit();
      rules.dockerfile();
      rules.compose();
      rules.kubernetes();
    } catch (YAMLException broken) {
      rules.found.add("it is no YAML: " + broken.getMessage());
    }
    return rules.found;
  }

  private String text(String file) {
    return files.getOrDefault(file, "");
  }

  private void require(boolean kept, String file, String otherwise) {
    if (!kept) {
      found.add(file + ": " + otherwise);
    }
  }

  // Everywhere

  private void names() {
    files.forEach((file, text) -> {
      if (file.startsWith("deploy/")) {
        VARIABLE
            .matcher(text)
            .results()
            .map(MatchResult::group)
            .filter(name -> !OTHER_VARIABLES.contains(name) && setting(name).isEmpty())
            .forEach(name -> found.add(file + ": there is no setting " + name));
        ADDRESS
            .matcher(text)
            .results()
            .map(match -> match.group(1))
            .filter(host -> !OUR_HOSTS.contains(host))
            .forEach(host -> found.add(file + ": it names the host " + host));
      }
    });
  }

  private static Optional<Setting> setting(String variable) {
    return Stream.of(Setting.values())
        .filter(setting -> setting.variable().equals(variable))
        .findFirst();
  }

  private void values(String file, Map<String, String> environment) {
    environment.forEach((name, value) -> {
      try {
        setting(name).ifPresent(setting -> setting.form().normal(value));
      } catch (IllegalArgumentException refused) {
        found.add(file + ": " + name + "=" + value + ": " + refused.getMessage());
      }
    });
  }

  /** A command line of ours: a verb and its flags. */
  private void command(String file, List<String> words) {
    CommandLine verb =
        words.isEmpty() ? null : Delphi.commandLine().getSubcommands().get(words.getFirst());
    if (verb == null) {
      found.add(file + ": there is no verb in " + words);
      return;
    }
    for (String word : words) {
      String flag = word.replaceFirst("=.*", "");
      boolean known = verb.getCommandSpec().optionsMap().containsKey(flag);
      require(!word.startsWith("-") || known, file, words.getFirst() + " has no flag " + flag);
    }
  }

  private void times(String file, Map<String, String> environment, Duration stop) {
    Duration drain = span(environment, Setting.DRAIN);
    Duration grace = span(environment, Setting.GRACE);
    Duration needed = drain.plus(grace).plus(MARGIN);
    require(
        needed.compareTo(stop) <= 0,
        file,
        "a stop may take " + needed + ", and it has " + stop + " before it is killed");
  }

  /** A value that is no span is told with the values. */
  private static Duration span(Map<String, String> environment, Setting setting) {
    String byDefault = String.valueOf(setting.byDefault());
    try {
      return Spans.parse(environment.getOrDefault(setting.variable(), byDefault));
    } catch (IllegalArgumentException refused) {
      return Spans.parse(byDefault);
    }
  }

  private static Map<String, String> assignments(String text) {
    Map<String, String> all = new LinkedHashMap<>();
    ASSIGNMENT
        .matcher(text)
        .results()
        .forEach(match -> all.put(match.group(1), match.group(2).replaceAll("\\\\$", "")));
    return all;
  }

  // systemd

  private void unit() {
    Map<String, String> options = new LinkedHashMap<>();
    StringBuilder environment = new StringBuilder();
    for (String line : text(UNIT).lines().toList()) {
      int equals = line.indexOf('=');
      if (equals > 0 && !line.startsWith("#")) {
        options.put(line.substring(0, equals), line.substring(equals + 1));
        if (line.startsWith("Environment=")) {
          environment.append(line.substring(equals + 1)).append('\n');
        }
      }
    }
    Map<String, String> set = assignments(environment.toString());
    values(UNIT, set);
    values(CONF, assignments(text(CONF).replace("#", "")));
    times(UNIT, set, Spans.parse(options.getOrDefault("TimeoutStopSec", "90s")));
    Map<String, String> needed =
        Map.of(
            "Type", "notify",
            "NotifyAccess", "main",
            "KillMode", "mixed",
            "Delegate", "yes",
            "OOMPolicy", "continue",
            "NoNewPrivileges", "yes",
            "Restart", "on-failure");
    needed.forEach((option, value) ->
        require(
            value.equals(options.get(option)), UNIT, "it does not say " + option + "=" + value));
    for (String option : HARMFUL) {
      require(!options.containsKey(option), UNIT, option + " takes too much away");
    }
    for (Exit exit : List.of(Exit.YIELDED, Exit.CONFIGURATION)) {
      require(
          List.of(options.getOrDefault("RestartPreventExitStatus", "").split(" ", -1))
              .contains(Integer.toString(exit.code())),
          UNIT,
          "it restarts after exit code " + exit.code() + ", " + exit.meaning());
    }
    require("C.UTF-8".equals(set.get("LANG")), UNIT, "it sets no UTF-8 locale");
    require(set.containsKey("DELPHI_WORKER_PREFIX"), UNIT, "it names no worker prefix");
    List<String> start = words(options.getOrDefault("ExecStart", ""));
    require(start.getFirst().endsWith("/delphi"), UNIT, "it does not start the launcher");
    command(UNIT, start.subList(1, start.size()));
  }

  private static List<String> words(String line) {
    return List.of(line.strip().split("\\s+", -1));
  }

  // The image

  private void dockerfile() {
    String joined = text(DOCKERFILE).replaceAll("(?m)^\\s*#.*\\n", "").replaceAll("\\\\\\n", " ");
    String user = "";
    Map<String, String> environment = new LinkedHashMap<>();
    for (String line : joined.lines().filter(each -> !each.isBlank()).toList()) {
      List<String> words = words(line);
      switch (words.getFirst()) {
        case "COPY" -> copy(words);
        case "USER" -> user = words.get(1);
        case "ENV" -> environment.putAll(assignments(line));
        case "ARG" ->
            require(!line.matches(".*=[^/]*\\..*/.*"), DOCKERFILE, "it names a host in " + line);
        case "ENTRYPOINT" -> entrypoint(line);
        case "CMD" -> command(DOCKERFILE, jsonWords(line));
        default -> {}
      }
    }
    require(user.matches("[1-9]\\d*:[1-9]\\d*"), DOCKERFILE, "it runs as user " + user);
    require("C.UTF-8".equals(environment.get("LANG")), DOCKERFILE, "it sets no UTF-8 locale");
    require(joined.contains("HEALTHCHECK"), DOCKERFILE, "it has no health check");
    require(environment.containsKey("DELPHI_ALIVE_FILE"), DOCKERFILE, "nothing to look at");
    values(DOCKERFILE, environment);
    Duration told =
        Pattern.compile("docker stop -t (\\d+)")
            .matcher(text(DOCKERFILE))
            .results()
            .map(match -> Spans.parse(match.group(1)))
            .findFirst()
            .orElse(Duration.ZERO);
    times(DOCKERFILE, environment, told);
  }

  /**
   * What is copied is in the source tree or is what the build makes, and is sent to the builder.
   */
  private void copy(List<String> words) {
    if (words.get(1).startsWith("--from")) {
      return;
    }
    for (String source : words.subList(1, words.size() - 1)) {
      boolean jar = source.equals("target/delphi-jobs.jar") && pom("<finalName>delphi-jobs<");
      boolean libraries = source.equals("target/lib/") && pom("project.build.directory}/lib<");
      boolean built = jar || libraries;
      require(built || files.containsKey(source), DOCKERFILE, "there is no " + source);
      boolean sent = text(IGNORED).lines().anyMatch(("!" + source)::equals);
      require(sent, IGNORED, source + " is not sent to the builder");
    }
  }

  private boolean pom(String part) {
    return text("pom.xml").contains(part);
  }

  private void entrypoint(String line) {
    List<String> words = jsonWords(line);
    boolean java = !words.isEmpty() && words.getFirst().endsWith("/bin/java");
    require(java, DOCKERFILE, "something stands between the signal and the poller: " + line);
    for (String option : words) {
      boolean jvm = option.startsWith("-X") || option.startsWith("--");
      require(
          !jvm || text("delphi").contains(option),
          DOCKERFILE,
          "the launcher does not give " + option);
    }
  }

  private static List<String> jsonWords(String line) {
    return Pattern.compile("\"([^\"]*)\"")
        .matcher(line)
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  // Compose and Kubernetes

  private void compose() {
    for (YamlFile file : YamlFile.read(text(COMPOSE))) {
      for (String service : List.of("init", "poller", "sample", "delphi")) {
        command(COMPOSE, file.list("services." + service + ".command"));
      }
      Map<String, String> environment = under(file, "services.poller.environment.");
      values(COMPOSE, environment);
      String stop = file.at("services.poller.stop_grace_period");
      times(COMPOSE, environment, stop.isEmpty() ? Duration.ofSeconds(10) : Spans.parse(stop));
      images(COMPOSE, file);
    }
  }

  private void kubernetes() {
    YamlFile configMap = YamlFile.read(text(CONFIG_MAP)).getFirst();
    Map<String, String> shared = under(configMap, "data.");
    values(CONFIG_MAP, shared);
    for (String file : WORKLOADS) {
      for (YamlFile document : YamlFile.read(text(file))) {
        for (String end : List.of("apiVersion", "kind", "metadata.name")) {
          require(!document.at(end).isEmpty(), file, "a document has no " + end);
        }
        images(file, document);
        document.placesOf(".containers[0].name").forEach(pod -> pod(file, document, pod, shared));
      }
    }
  }

  private void pod(String file, YamlFile document, String pod, Map<String, String> shared) {
    String container = pod + ".containers[0]";
    for (String path :
        List.of(
            pod + ".securityContext.runAsNonRoot",
            container + ".securityContext.readOnlyRootFilesystem")) {
      require(document.at(path).equals("true"), file, path + " is not true");
    }
    for (String path :
        List.of(
            pod + ".enableServiceLinks", container + ".securityContext.allowPrivilegeEscalation")) {
      require(document.at(path).equals("false"), file, path + " is not false");
    }
    require(document.placesOf("preStop{}").isEmpty(), file, "a hook delays the signal");
    List<String> volumes = names(document, pod + ".volumes");
    for (String mounted : names(document, container + ".volumeMounts")) {
      require(volumes.contains(mounted), file, "there is no volume " + mounted);
    }
    require(
        names(document, container + ".envFrom", ".configMapRef.name").contains("delphi-jobs"),
        file,
        "it does not read the settings of all pollers");
    List<String> arguments = document.list(container + ".args");
    if (arguments.isEmpty()) {
      return;
    }
    command(file, arguments);
    Map<String, String> environment = new LinkedHashMap<>(shared);
    for (int i = 0; !document.at(container + ".env[" + i + "].name").isEmpty(); i++) {
      String variable = container + ".env[" + i + "]";
      environment.put(document.at(variable + ".name"), document.at(variable + ".value"));
    }
    values(file, environment);
    DeployProbes.violations(document, container, arguments)
        .forEach(wrong -> require(false, file, wrong));
    if (arguments.getFirst().equals("poll")) {
      String stop = document.at(pod + ".terminationGracePeriodSeconds");
      times(file, environment, Spans.parse(stop.isEmpty() ? "30" : stop));
    }
  }

  private static List<String> names(YamlFile document, String list) {
    return names(document, list, ".name");
  }

  private static List<String> names(YamlFile document, String list, String end) {
    return document.values().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(list + "[") && entry.getKey().endsWith(end))
        .filter(entry ->
            entry.getKey().indexOf('.', list.length()) + end.length() == entry.getKey().length())
        .map(Map.Entry::getValue)
        .toList();
  }

  /** An image is named without a host: whoever deploys has a registry of their own. */
  private void images(String file, YamlFile document) {
    for (String image : document.ending("image")) {
      require(!image.matches("[^/]*[.:][^/]*/.*"), file, "it names the host of " + image);
    }
  }

  private static Map<String, String> under(YamlFile file, String prefix) {
    Map<String, String> found = new LinkedHashMap<>();
    file.values()
        .forEach((path, value) -> {
          if (path.startsWith(prefix) && !path.endsWith("{}")) {
            found.put(path.substring(prefix.length()), value);
          }
        });
    return found;
  }
}
