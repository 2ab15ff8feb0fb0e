package delphi.jobs.handler;

import delphi.jobs.job.Config;
import delphi.jobs.job.Job;
import java.util.Optional;

/**
 * Something that a row says, and where it says it.
 *
 * @param where the name of the attribute, with the path inside it
 * @param value a text, number, truth value, map or list
 */
record Setting(String where, Object value) {
  /** The value of {@code job_config.NAME}. */
  static Optional<Setting> direct(Job job, String name) {
    return in(job.request().config(), "job_config.", name);
  }

  /** The value of that name in {@code job_config.stages[].config}, of the first that says one. */
  static Optional<Setting> ofStage(Job job, String name, String... stages) {
    return job.request().config().stages(stages).stream()
        .flatMap(config -> in(config, "job_config.stages[].config.", name).stream())
        .findFirst();
  }

  /** The variable of that name, out of the row. */
  static Optional<Setting> variable(Job job, String name) {
    return Optional.ofNullable(job.request().environment().get(name))
        .filter(value -> !value.isBlank())
        .map(value -> new Setting("environment." + name, value));
  }

  /** A row says nothing where it holds null or an empty text. */
  private static Optional<Setting> in(Config config, String place, String name) {
    return Optional.ofNullable(config.tree().get(name))
        .filter(value -> !value.toString().isBlank())
        .map(value -> new Setting(place + name, value));
  }
}
