package delphi.jobs.handler;

import delphi.jobs.job.Job;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which comments a report is made of: two truth values that today's scripts take as arguments.
 *
 * <p>A value that is the scripts' own default is not passed on at all. Scripts in the field read
 * these arguments as "any text is true", so that {@code =False} means true to them; and older ones
 * do not know them. Leaving it away means the same to all. Any other value is passed on always: a
 * script that does not know it then ends with "bad arguments", not with the wrong report.
 */
final class CommentFilters {
  private CommentFilters() {}

  static void add(CommandDraft draft, Job job, String... stages) {
    add(draft, job, "include_moderation", false, stages);
    add(draft, job, "exclude_comment_selections", true, stages);
  }

  private static void add(
      CommandDraft draft, Job job, String name, boolean scriptDefault, String... stages) {
    boolean wanted =
        Stream.of(Setting.ofStage(job, name, stages), Setting.direct(job, name))
            .flatMap(Optional::stream)
            .findFirst()
            .map(draft::truth)
            .orElse(scriptDefault);
    if (wanted != scriptDefault) {
      draft.option(name, wanted ? "True" : "False");
    }
  }
}
