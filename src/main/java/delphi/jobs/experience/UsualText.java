package delphi.jobs.experience;

import delphi.jobs.store.register.Register;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is usual as a text of a {@link Register}: a first line {@code 1 57} (the form, and how many
 * runs), a line of durations in milliseconds, and a line for each stage, its share in thousandths,
 * how often it was seen, and its name. A text of another form is as good as none.
 */
final class UsualText {
  private static final String FORM = "1 ";

  private UsualText() {}

  /** The text; of very many and long names of stages, the last are left out. */
  static String write(Usual usual) {
    StringBuilder text = new StringBuilder(FORM).append(usual.runs()).append('\n');
    List<String> durations =
        usual.durations().stream().map(span -> Long.toString(span.toMillis())).toList();
    text.append(String.join(" ", durations));
    int bytes = text.length();
    for (Stage stage : usual.stages()) {
      String line =
          String.format(
              Locale.ROOT,
              "\n%d %d %s",
              Math.round(stage.share() * 1_000),
              stage.seen(),
              stage.name());
      bytes += line.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > Register.BYTES_MAX) {
        break;
      }
      text.append(line);
    }
    return text.toString();
  }

  /** What a text says; empty when it is none of ours. */
  static Optional<Usual> read(String text) {
    List<String> lines = text.lines().toList();
    if (lines.size() < 2 || !lines.getFirst().startsWith(FORM)) {
      return Optional.empty();
    }
    try {
      long runs = Long.parseLong(lines.getFirst().substring(FORM.length()));
      List<Duration> durations = new ArrayList<>();
      for (String millis : lines.get(1).split(" ", -1)) {
        durations.add(Duration.ofMillis(Long.parseLong(millis)));
      }
      List<Stage> stages = new ArrayList<>();
      for (String line : lines.subList(2, lines.size())) {
        String[] words = line.split(" ", 3);
        if (words.length < 3) {
          return Optional.empty();
        }
        stages.add(
            new Stage(words[2], Integer.parseInt(words[0]) / 1_000.0, Integer.parseInt(words[1])));
      }
      return Optional.of(new Usual(runs, durations, stages));
    } catch (NumberFormatException other) {
      return Optional.empty();
    }
  }
}
