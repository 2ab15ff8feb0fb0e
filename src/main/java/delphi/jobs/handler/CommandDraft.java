package delphi.jobs.handler;

import delphi.jobs.job.Job;
import delphi.jobs.process.Command;
import delphi.jobs.process.Limits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command while it is put together from a row. Every value passes a check on its way in; what
 * does not pass is remembered, and then there is no command, but a sentence for each objection.
 */
final class CommandDraft {
  private static final int NUMBER_CHARS_MAX = 40;

  private final HandlerSettings settings;
  private final Job job;
  private final List<String> argv;
  private final Map<String, String> variables = new LinkedHashMap<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<String> objections = new ArrayList<>();

  CommandDraft(HandlerSettings settings, Job job, String script) {
    this.settings = settings;
    this.job = job;
    this.argv = new ArrayList<>(settings.scripts().start(script));
    check("job_id", job.id(), Form.JOB_ID);
    check("job_type", job.type().name(), Form.TYPE);
    check("conversation_id", job.request().conversationId(), Form.ID);
    checkIfKnown("report_id", job.request().reportId(), Form.ID);
    checkIfKnown("batch_id", job.batch().batchId(), Form.MODEL);
    checkIfKnown("batch_job_id", job.batch().batchJobId(), Form.JOB_ID);
  }

  /** Adds {@code --name=value}: one argument, whatever the value. */
  CommandDraft option(String name, Object value) {
    argv.add("--" + name + "=" + value);
    return this;
  }

  /** Adds {@code --name}. */
  CommandDraft flag(String name) {
    argv.add("--" + name);
    return this;
  }

  /** Sets a variable of the process, over whatever the row or we have set. */
  CommandDraft variable(String name, Object value) {
    variables.put(name, value.toString());
    return this;
  }

  /** The text of a setting, if it has that form. */
  String text(Setting setting, Form form) {
    String text = setting.value().toString().strip();
    check(setting.where(), text, form);
    return text;
  }

  /** The number of a setting, if it is a whole one between these two. */
  long number(Setting setting, long min, long max) {
    String text = setting.value().toString().strip();
    try {
      if (text.length() <= NUMBER_CHARS_MAX) {
        long number = new BigDecimal(text).longValueExact();
        if (number >= min && number <= max) {
          return number;
        }
      }
    } catch (ArithmeticException | NumberFormatException notWhole) {
      // Objected to below, like a number out of range.
    }
    object(setting.where(), text, "a whole number from " + min + " to " + max);
    return min;
  }

  /** The truth value of a setting. */
  boolean truth(Setting setting) {
    return switch (text(setting, Form.FLAG).toLowerCase(Locale.ROOT)) {
      case "true", "yes", "1" -> true;
      default -> false;
    };
  }

  /** The command; or, if anything was objected to, why there is none. */
  Plan plan() {
    Duration wanted = job.request().timeout();
    if (wanted != null && !wanted.isPositive()) {
      object("timeout_seconds", wanted.toSeconds(), "a positive number of seconds");
    }
    if (!objections.isEmpty()) {
      return new Plan.Impossible(
          String.join("; ", objections) + ". Correct what wrote the row, and submit the job anew");
    }
    ChildEnvironment.Built environment = new ChildEnvironment(settings.environment()).of(job);
    warnings.addAll(environment.warnings());
    Map<String, String> all = new LinkedHashMap<>(environment.variables());
    all.putAll(variables);
    Command command =
        new Command(argv, settings.scripts().directory(), all).hiding(Secrets.in(all));
    return new Plan.Run(command, limits(wanted), warnings);
  }

  private Limits limits(@Nullable Duration wanted) {
    if (wanted == null) {
      return settings.limits();
    }
    if (wanted.compareTo(settings.timeoutMax()) > 0) {
      long most = settings.timeoutMax().toSeconds();
      warnings.add("timeout_seconds is cut from " + wanted.toSeconds() + " to the most, " + most);
      return settings.limits().withTimeout(settings.timeoutMax());
    }
    return settings.limits().withTimeout(wanted);
  }

  private void checkIfKnown(String where, @Nullable String text, Form form) {
    if (text != null) {
      check(where, text, form);
    }
  }

  private void check(String where, String text, Form form) {
    if (!form.fits(text)) {
      object(where, text, form.toString());
    }
  }

  private void object(String where, Object value, String expected) {
    objections.add(where + " " + Shown.of(value) + " is not " + expected);
  }
}
