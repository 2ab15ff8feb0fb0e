package delphi.jobs.web.pages;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import delphi.jobs.desk.Spans;
import delphi.jobs.desk.Submission;
import delphi.jobs.job.Batch;
import delphi.jobs.job.Config;
import delphi.jobs.job.JobType;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Request;
import delphi.jobs.web.Gate;
import delphi.jobs.web.Role;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The form by which a job is submitted; what is refused comes back as it was filled in. */
public final class SubmitPage {
  private static final String CREATED_BY = "delphi web";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private static final TypeReference<LinkedHashMap<String, @Nullable Object>> OBJECT =
      new TypeReference<>() {};

  private final Reception reception;

  SubmitPage(Reception reception) {
    this.reception = reception;
  }

  /**
   * The form.
   *
   * @param values by the names of fields
   * @param problem what is wrong with them; empty for nothing
   */
  public record Form(Map<String, String> values, String problem, List<String> types) {
    public String value(String name) {
      return values.getOrDefault(name, "");
    }
  }

  void show(Context ctx) {
    Gate.require(ctx, Role.OPERATOR);
    Map<String, String> values =
        Map.of(
            "type", JobType.FULL_PIPELINE.name(),
            "priority", Integer.toString(Request.DEFAULT_PRIORITY),
            "max-retries", Integer.toString(Request.DEFAULT_MAX_RETRIES));
    answer(ctx, HttpStatus.OK, values, "");
  }

  void submit(Context ctx) {
    Gate.require(ctx, Role.OPERATOR);
    Map<String, String> values = new LinkedHashMap<>();
    for (String name :
        List.of(
            "type",
            "conversation",
            "report",
            "config",
            "priority",
            "max-retries",
            "timeout",
            "key")) {
      values.put(name, BulkPages.given(ctx, name).strip());
    }
    try {
      NewJob job = submission(values).job(CREATED_BY, SubmitPage::label);
      Submission.Place place =
          Submission.submit(reception.writing(ctx), job, reception.now(), SubmitPage::label);
      ctx.redirect(Link.job(place.jobId()), HttpStatus.SEE_OTHER);
    } catch (Problem problem) {
      HttpStatus status =
          problem.exit() == Exit.CONFLICT ? HttpStatus.CONFLICT : HttpStatus.BAD_REQUEST;
      answer(ctx, status, values, problem.getMessage() + ". " + problem.remedy());
    }
  }

  private void answer(Context ctx, HttpStatus status, Map<String, String> values, String problem) {
    List<String> types = Submission.TYPES.stream().map(JobType::name).toList();
    reception.page(
        ctx,
        status,
        "Submit a job",
        "submit",
        Press.Sheet.of("submit").with("form", new Form(values, problem, types)));
  }

  private static Submission submission(Map<String, String> values) {
    return new Submission(
        text(values, "type"),
        false,
        text(values, "conversation"),
        orNull(values, "report"),
        config(text(values, "config")),
        Map.of(),
        Batch.NONE,
        number(values, "priority", Request.DEFAULT_PRIORITY),
        number(values, "max-retries", Request.DEFAULT_MAX_RETRIES),
        timeout(text(values, "timeout")),
        orNull(values, "key"));
  }

  private static String text(Map<String, String> values, String name) {
    return values.getOrDefault(name, "");
  }

  private static @Nullable String orNull(Map<String, String> values, String name) {
    String value = text(values, name);
    return value.isEmpty() ? null : value;
  }

  private static int number(Map<String, String> values, String name, int usual) {
    String value = text(values, name);
    try {
      return value.isEmpty() ? usual : Integer.parseInt(value);
    } catch (NumberFormatException none) {
      throw wrong(name, "it is no whole number", none);
    }
  }

  private static @Nullable Duration timeout(String text) {
    try {
      return text.isEmpty() ? null : Spans.parse(text);
    } catch (IllegalArgumentException none) {
      throw wrong("timeout", "it is no span of time like 90s or 2h", none);
    }
  }

  private static Config config(String text) {
    try {
      return text.isEmpty() ? Config.EMPTY : new Config(JSON.readValue(text, OBJECT));
    } catch (JacksonException wrong) {
      throw wrong("config", "it is no JSON object: " + wrong.getOriginalMessage(), wrong);
    }
  }

  private static Problem wrong(String name, String why, Exception cause) {
    return new Problem(Exit.USAGE, label(name), why, "Change it and send it again.", cause);
  }

  /** How a field is called here. */
  private static String label(String field) {
    return switch (field) {
      case "TYPE", "type" -> "Type";
      case "max-retries" -> "Max retries";
      default -> Character.toUpperCase(field.charAt(0)) + field.substring(1);
    };
  }
}
