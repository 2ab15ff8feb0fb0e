package delphi.jobs.app;

import delphi.jobs.desk.Spans;
import delphi.jobs.engine.RetrySettings;
import delphi.jobs.job.Request;
import delphi.jobs.web.pages.Fact;
import java.util.ArrayList;
import java.util.List;

/** The limits and retries that hold for every type of job, as settings of this program say. */
final class RunRules {
  private static final RetrySettings RETRIES = RetrySettings.DEFAULT;

  private RunRules() {}

  static List<Fact> of(Settings settings) {
    List<Fact> rules = new ArrayList<>();
    add(rules, "time limit, unless a job asks for another", settings, Setting.DEFAULT_TIMEOUT);
    add(rules, "longest that a job may ask for", settings, Setting.MAX_TIMEOUT);
    add(rules, "all attempts together", settings, Setting.TOTAL_TIMEOUT);
    add(rules, "may be silent for", settings, Setting.NO_OUTPUT_TIMEOUT);
    add(rules, "time to end after a polite request", settings, Setting.GRACE);
    rules.add(
        new Fact(
            "a passing failure is tried again after",
            Spans.text(RETRIES.retryFirst())
                + " to "
                + Spans.text(RETRIES.retryMost())
                + ", "
                + Request.DEFAULT_MAX_RETRIES
                + " times unless the job says otherwise"));
    add(rules, "memory", settings, Setting.MEMORY_LIMIT);
    add(rules, "processors", settings, Setting.CPU_LIMIT);
    add(rules, "processes", settings, Setting.PIDS_LIMIT);
    add(rules, "first look at a batch after", settings, Setting.RECHECK);
    add(rules, "looks at a batch", settings, Setting.BATCH_CHECKS_MAX);
    add(rules, "a batch has to be done within", settings, Setting.BATCH_DEADLINE);
    add(rules, "budget of a day", settings, Setting.BUDGET_DAY);
    add(rules, "budget of a conversation and day", settings, Setting.BUDGET_CONVERSATION_DAY);
    return List.copyOf(rules);
  }

  private static void add(List<Fact> rules, String name, Settings settings, Setting setting) {
    String value = settings.text(setting).orElse("");
    rules.add(new Fact(name, value.isBlank() ? "no limit" : value));
  }
}
