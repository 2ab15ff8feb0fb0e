package delphi.jobs.handler;

import delphi.jobs.job.Results.Visualization;
import delphi.jobs.process.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the handlers have to know of an installation.
 *
 * @param scripts the programs that do the work
 * @param defaults what a job gets that does not say
 * @param limits how much one process may take; its time-out is that of a job without one
 * @param timeoutMax the longest time-out that a row may ask for; a longer one is cut to it
 * @param pipelinesPerConversation how many may run at once for one conversation; 0 for any number
 * @param environment which variables a process gets
 * @param pictures where pictures are served
 * @param joinsOrders whether a job joins another one that asks for the same batch
 */
public record HandlerSettings(
    Scripts scripts,
    Defaults defaults,
    Limits limits,
    Duration timeoutMax,
    int pipelinesPerConversation,
    EnvironmentSettings environment,
    Pictures pictures,
    boolean joinsOrders) {
  public HandlerSettings {
    if (pipelinesPerConversation < 0) {
      throw new IllegalArgumentException("a limit per conversation is 1 or more, or 0 for none");
    }
    if (timeoutMax.compareTo(limits.times().run()) < 0) {
      throw new IllegalArgumentException(
          "the longest time-out is not shorter than the default one, " + limits.times().run());
    }
  }

  /**
   * The settings of an installation that sets nothing.
   *
   * @param ownEnvironment the poller's own environment; children get a chosen part of it
   */
  public static HandlerSettings defaults(Map<String, String> ownEnvironment) {
    return new HandlerSettings(
        Scripts.DEFAULT,
        Defaults.DEFAULT,
        Limits.DEFAULT,
        Duration.ofDays(7),
        1,
        EnvironmentSettings.defaults(ownEnvironment),
        Pictures.DEFAULT,
        true);
  }

  public HandlerSettings withScripts(Scripts other) {
    return new HandlerSettings(
        other,
        defaults,
        limits,
        timeoutMax,
        pipelinesPerConversation,
        environment,
        pictures,
        joinsOrders);
  }

  public HandlerSettings withDefaults(Defaults other) {
    return new HandlerSettings(
        scripts,
        other,
        limits,
        timeoutMax,
        pipelinesPerConversation,
        environment,
        pictures,
        joinsOrders);
  }

  public HandlerSettings withLimits(Limits other) {
    return new HandlerSettings(
        scripts,
        defaults,
        other,
        timeoutMax,
        pipelinesPerConversation,
        environment,
        pictures,
        joinsOrders);
  }

  public HandlerSettings withEnvironment(EnvironmentSettings other) {
    return new HandlerSettings(
        scripts,
        defaults,
        limits,
        timeoutMax,
        pipelinesPerConversation,
        other,
        pictures,
        joinsOrders);
  }

  public HandlerSettings withPipelinesPerConversation(int other) {
    return new HandlerSettings(
        scripts, defaults, limits, timeoutMax, other, environment, pictures, joinsOrders);
  }

  public HandlerSettings withPictures(Pictures other) {
    return new HandlerSettings(
        scripts,
        defaults,
        limits,
        timeoutMax,
        pipelinesPerConversation,
        environment,
        other,
        joinsOrders);
  }

  public HandlerSettings withJoinsOrders(boolean other) {
    return new HandlerSettings(
        scripts,
        defaults,
        limits,
        timeoutMax,
        pipelinesPerConversation,
        environment,
        pictures,
        other);
  }

  /** Which arguments the installed pipeline understands (CONTRACT §4). */
  public enum PipelineStyle {
    /** {@code --max-votes} and {@code --batch-size}, as the design documents have it. */
    SEEDS,
    /** {@code --rid}; the two numbers are read from {@code MAX_VOTES} and {@code BATCH_SIZE}. */
    CURRENT
  }

  /**
   * The programs that do the work. One whose name ends in {@code .py} is given to Python, any other
   * is started itself.
   *
   * @param directory where they run; relative names are looked up from there
   * @param python the program that runs Python
   */
  public record Scripts(
      Path directory,
      String python,
      PipelineStyle style,
      String pipeline,
      String narrativeBatch,
      String batchStatus) {
    public static final Scripts DEFAULT =
        new Scripts(
            Path.of("/app"),
            "python",
            PipelineStyle.SEEDS,
            "./run_delphi.sh",
            "/app/umap_narrative/801_narrative_report_batch.py",
            "/app/umap_narrative/803_check_batch_status.py");

    public Scripts {
      for (String program : List.of(python, pipeline, narrativeBatch, batchStatus)) {
        if (program.isBlank() || program.indexOf('\0') >= 0) {
          throw new IllegalArgumentException("a script needs a path, not '" + program + "'");
        }
      }
    }

    List<String> start(String script) {
      return script.endsWith(".py") ? List.of(python, script) : List.of(script);
    }
  }

  /**
   * What a narrative gets that does not say.
   *
   * @param batchSize requests in one batch at most
   */
  public record Defaults(String model, int batchSize) {
    public static final Defaults DEFAULT = new Defaults("claude-3-5-sonnet-20241022", 20);

    public Defaults {
      if (!Form.MODEL.fits(model)) {
        throw new IllegalArgumentException("the model '" + model + "' is not " + Form.MODEL);
      }
      if (batchSize < 1 || batchSize > NarrativeBatchHandler.BATCH_SIZE_MAX) {
        throw new IllegalArgumentException(
            "a batch has 1 to " + NarrativeBatchHandler.BATCH_SIZE_MAX + " requests");
      }
    }
  }

  /**
   * Where pictures are served.
   *
   * @param endpoint the base address, {@code AWS_S3_ENDPOINT}; empty gives an address without host
   * @param bucket {@code AWS_S3_BUCKET_NAME}
   */
  public record Pictures(String endpoint, String bucket) {
    public static final Pictures DEFAULT = new Pictures("", "delphi");

    /** Where the picture of one job lies. Both names must be fit for a path. */
    Visualization of(String report, String jobId) {
      String path = "visualizations/" + report + "/" + jobId;
      String page = "/" + bucket + "/" + path + "/layer_0_datamapplot.html";
      return new Visualization(report, path, endpoint + page);
    }
  }
}
