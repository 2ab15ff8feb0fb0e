package delphi.jobs.handler;

import delphi.jobs.handler.HandlerSettings.ScriptStyle;
import delphi.jobs.job.Job;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which comments a report is made of: two truth values that today's scripts take as arguments.
 *
 * <p>A value that is the script's own default is not passed on at all. Scripts in the field read
 * the argument as "any text is true", so that {@code =False} means true to them; leaving it away
 * means the same to all of them.
 */
final class CommentFilters {
  private CommentFilters() {}

  static void add(CommandDraft draft, Job job, ScriptStyle style, String... stages) {
    add(draft, job, style, "include_moderation", false, stages);
    add(draft, job, style, "exclude_comment_selections", true, stages);
  }

  private static void add(
      CommandDraft draft,
      Job job,
      ScriptStyle style,
      String name,
      boolean scriptDefault,
      String... stages) {
    boolean wanted =
        Stream.of(Setting.ofStage(job, name, stages), Setting.direct(job, name))
            .flatMap(Optional::stream)
            .findFirst()
            .map(draft::truth)
            .orElse(scriptDefault);
    if (wanted == scriptDefault) {
      return;
    }
    String value = wanted ? "True" : "False";
    switch (style) {
      case CURRENT -> draft.option(name, value);
      case SEEDS ->
          draft.warn(
              "job_config."
                  + name
                  + "="
                  + value
                  + " is left out: the installed scripts do not know it");
    }
  }
}
