package delphi.jobs.app;

import delphi.jobs.desk.FilterDraft;
import delphi.jobs.store.JobFilter;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which jobs an operator means, by their ids or by a filter. */
final class Targets {
  @Parameters(
      paramLabel = "ID|FILTER",
      arity = "1..*",
      description =
          "Ids, or one filter: status:WORD, state:WORD, type:NAME, conversation:ID, since:WHEN, as"
              + " for list.")
  private List<String> words = List.of();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "With a filter: look at the newest N jobs that match, 1 to 10000.")
  private int limit = JobFilter.LIMIT_MAX;

  /** Whether the jobs are told by a filter instead of by their ids. */
  boolean isFilter() {
    return words.stream().anyMatch(word -> word.indexOf(':') > 0);
  }

  List<String> ids() {
    return List.copyOf(words);
  }

  JobFilter filter(Instant now) {
    FilterDraft draft = new FilterDraft(now);
    words.forEach(draft::add);
    return draft.filter(limit);
  }

  /** As somebody gave them, for messages. */
  String shown() {
    return String.join(" ", words);
  }
}
