package delphi.jobs.app;

import delphi.jobs.cost.Budget;
import delphi.jobs.cost.Money;
import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import delphi.jobs.desk.Sizes;
import delphi.jobs.engine.EngineListener;
import delphi.jobs.engine.EngineSettings;
import delphi.jobs.engine.ExitRule;
import delphi.jobs.engine.LeaseSettings;
import delphi.jobs.engine.LogSettings;
import delphi.jobs.engine.Poller;
import delphi.jobs.engine.Ports;
import delphi.jobs.engine.RetrySettings;
import delphi.jobs.engine.ThreadTasks;
import delphi.jobs.engine.Time;
import delphi.jobs.engine.TypeFilter;
import delphi.jobs.handler.EnvironmentPolicy;
import delphi.jobs.handler.EnvironmentSettings;
import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.handler.HandlerSettings;
import delphi.jobs.handler.Handlers;
import delphi.jobs.handler.StatementReader;
import delphi.jobs.job.JobType;
import delphi.jobs.job.Share;
import delphi.jobs.process.Limits;
import delphi.jobs.process.OsProcessRunner;
import delphi.jobs.process.ProcessRunner;
import delphi.jobs.process.ProcessSettings;
import delphi.jobs.process.Quota;
import delphi.jobs.process.QuotaUnavailable;
import delphi.jobs.process.Rung;
import delphi.jobs.process.RungUnavailable;
import delphi.jobs.process.TimeLimits;
import delphi.jobs.stats.BudgetState;
import delphi.jobs.store.Spool;
import delphi.jobs.store.roster.Enrolment;
import delphi.jobs.store.roster.Program;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts a poller together out of its parts: the wiring of the whole program, from the settings to
 * the engine's ports.
 */
final class Workshop {
  private final Settings settings;
  private final Surroundings surroundings;

  Workshop(Settings settings, Surroundings surroundings) {
    this.settings = settings;
    this.surroundings = surroundings;
  }

  /** A poller over a store. Whoever asks closes the runner when the poller has ended. */
  Poller poller(
      OpenStore store,
      Spool spool,
      ProcessRunner processes,
      HandlerRegistry handlers,
      EngineSettings engine,
      EngineListener listener) {
    Ports ports =
        new Ports(
            store.unnoted(),
            store.journal(),
            store.register(),
            spool,
            processes,
            handlers,
            new StatementReader(),
            Time.of(surroundings.clock()),
            store.serverClock(),
            new ThreadTasks(),
            new SecureRandom(),
            listener);
    return new Poller(ports.enrolled(enrolment(store)).chronicled(store.chronicle()), engine);
  }

  /** Where pollers of that store publish themselves, and what they say of this program. */
  Enrolment enrolment(OpenStore store) {
    Program program =
        new Program(
            VersionVerb.programVersion(),
            WorkerId.host(),
            ProcessHandle.current().pid(),
            settings.digest());
    return new Enrolment(store.roster(), program);
  }

  /** What runs the commands, and holds them and what they take as the settings demand. */
  static OsProcessRunner processes(Settings settings) {
    String demanded = settings.required(Setting.CONTAINMENT);
    Rung rung = demanded.equals("auto") ? null : Rung.valueOf(demanded.toUpperCase(Locale.ROOT));
    try {
      return OsProcessRunner.keeping(quota(settings), rung, ProcessSettings.DEFAULT);
    } catch (RungUnavailable unavailable) {
      throw new Problem(
          Exit.CONFIGURATION,
          "--containment " + demanded,
          String.valueOf(unavailable.getMessage()),
          "Allow it, or give auto for the best that can be had.",
          unavailable);
    } catch (QuotaUnavailable unavailable) {
      throw new Problem(
          Exit.CONFIGURATION,
          limits(settings),
          String.valueOf(unavailable.getMessage()),
          "Let the poller make control groups (systemd: Delegate=yes), or set no such limit.",
          unavailable);
    }
  }

  /** What a job may take of the machine. */
  static Quota quota(Settings settings) {
    return new Quota(
        settings.text(Setting.MEMORY_LIMIT).map(Sizes::parse).orElse(null),
        settings.text(Setting.CPU_LIMIT).map(Double::valueOf).orElse(null),
        settings.text(Setting.PIDS_LIMIT).map(Integer::valueOf).orElse(null));
  }

  /** As they were given, for a message. */
  private static String limits(Settings settings) {
    return Stream.of(Setting.MEMORY_LIMIT, Setting.CPU_LIMIT, Setting.PIDS_LIMIT)
        .filter(settings::isGiven)
        .map(setting -> setting.flag() + " " + settings.required(setting))
        .collect(Collectors.joining(" "));
  }

  /** What the handlers have to know, out of the settings. */
  HandlerSettings handlerSettings() {
    return accepted(() ->
        new HandlerSettings(
            scripts(),
            new HandlerSettings.Defaults(
                settings.required(Setting.DEFAULT_MODEL),
                settings.number(Setting.DEFAULT_BATCH_SIZE)),
            limits(),
            settings.span(Setting.MAX_TIMEOUT),
            settings.number(Setting.PIPELINES_PER_CONVERSATION),
            childEnvironment(),
            new HandlerSettings.Pictures(
                settings.text(Setting.S3_ENDPOINT).orElse(""),
                settings.required(Setting.S3_BUCKET)),
            settings.required(Setting.JOIN_ORDERS).equals("on")));
  }

  private HandlerSettings.Scripts scripts() {
    return new HandlerSettings.Scripts(
        Path.of(settings.required(Setting.APP_PATH)),
        settings.required(Setting.PYTHON),
        HandlerSettings.PipelineStyle.valueOf(
            settings.required(Setting.PIPELINE_STYLE).toUpperCase(Locale.ROOT)),
        settings.required(Setting.RUN_SCRIPT),
        settings.required(Setting.NARRATIVE_SCRIPT),
        settings.required(Setting.BATCH_STATUS_SCRIPT));
  }

  private Limits limits() {
    return new Limits(
        TimeLimits.of(settings.span(Setting.DEFAULT_TIMEOUT), settings.span(Setting.GRACE))
            .withSilence(settings.spanIfGiven(Setting.NO_OUTPUT_TIMEOUT).orElse(null))
            .withTotal(settings.spanIfGiven(Setting.TOTAL_TIMEOUT).orElse(null)),
        settings.number(Setting.MAX_OUTPUT_LINES),
        settings.number(Setting.MAX_OUTPUT_BYTES),
        settings.number(Setting.MAX_LINE_BYTES));
  }

  static HandlerRegistry handlers(HandlerSettings settings) {
    return new HandlerRegistry(Handlers.standard(settings));
  }

  /**
   * How the poller behaves, out of the settings.
   *
   * @param channels a folder for the files in which commands tell us things
   */
  EngineSettings engineSettings(Path channels, ExitRule exit) {
    String worker = WorkerId.of(settings.required(Setting.WORKER_PREFIX));
    EngineSettings usual = EngineSettings.defaults(worker, channels);
    return accepted(() ->
        new EngineSettings(
            worker,
            settings.number(Setting.MAX_WORKERS),
            settings.span(Setting.INTERVAL),
            logs(),
            settings.span(Setting.DRAIN),
            sweep(usual.sweep()),
            channels,
            typeFilter(),
            lease(),
            retries(),
            exit,
            budget()));
  }

  /** What may be spent. */
  Budget budget() {
    return new Budget(
        money(Setting.BUDGET_DAY),
        money(Setting.BUDGET_CONVERSATION_DAY),
        money(Setting.BUDGET_RESERVE));
  }

  /** How it stands, as a store tells; with that of a conversation that is asked for. */
  Function<@Nullable String, BudgetState> budgets(OpenStore store) {
    return conversation ->
        BudgetState.of(
            store.unnoted(),
            store.register(),
            budget(),
            conversation,
            surroundings.clock().instant());
  }

  private @Nullable Money money(Setting setting) {
    return settings.text(setting).map(Money::parse).orElse(null);
  }

  /** Which types a poller with these settings takes, and of which conversations. */
  TypeFilter typeFilter() {
    Share share = new Share(Form.Percentage.thousandths(settings.required(Setting.SHARE)));
    return new TypeFilter(types(Setting.TYPES), types(Setting.EXCLUDE_TYPES), share);
  }

  LeaseSettings lease() {
    return LeaseSettings.ofLength(settings.span(Setting.LEASE));
  }

  private LogSettings logs() {
    return LogSettings.DEFAULT
        .withKeep(settings.span(Setting.LOG_KEEP))
        .withHeadLines(settings.number(Setting.LOG_LINES));
  }

  /**
   * Two polls, which is promised; and a short lease is pointless where nobody looks for its end.
   */
  private Duration sweep(Duration most) {
    Duration polls = settings.span(Setting.INTERVAL).multipliedBy(2);
    return shorter(most, shorter(polls, settings.span(Setting.LEASE).dividedBy(4)));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private RetrySettings retries() {
    RetrySettings usual = RetrySettings.DEFAULT;
    Duration first = settings.span(Setting.RECHECK);
    Duration most = usual.recheckMost().compareTo(first) < 0 ? first : usual.recheckMost();
    return new RetrySettings(
        first,
        most,
        settings.number(Setting.BATCH_CHECKS_MAX),
        settings.span(Setting.BATCH_DEADLINE),
        usual.retryFirst(),
        usual.retryMost());
  }

  /** What was given as a flag or in the file holds for the scripts as well. */
  private EnvironmentSettings childEnvironment() {
    Map<String, String> own = new LinkedHashMap<>(surroundings.environment());
    for (Setting setting : List.of(Setting.ENDPOINT, Setting.REGION, Setting.APP_PATH)) {
      if (settings.isGiven(setting)) {
        own.put(setting.variable(), settings.required(setting));
      }
    }
    return new EnvironmentSettings(
        own, settings.names(Setting.PASS_ENV), policy(), settings.required(Setting.TABLE));
  }

  private Set<JobType> types(Setting setting) {
    return settings.names(setting).stream().map(JobType::new).collect(Collectors.toSet());
  }

  private EnvironmentPolicy policy() {
    EnvironmentPolicy policy =
        EnvironmentPolicy.named(settings.required(Setting.ENV_POLICY))
            .orElseThrow()
            .alsoAllowing(settings.names(Setting.ALLOW_ENV));
    return settings
        .text(Setting.ALLOW_ENV_FILE)
        .map(file -> AllowedVariables.addedTo(policy, Path.of(file)))
        .orElse(policy);
  }

  /** The parts check what they are given; what they refuse is a setting, not a defect. */
  private static <T> T accepted(Supplier<T> parts) {
    try {
      return parts.get();
    } catch (IllegalArgumentException refused) {
      throw new Problem(
          Exit.CONFIGURATION,
          "settings",
          String.valueOf(refused.getMessage()),
          "`delphi config` shows where each value comes from.",
          refused);
    }
  }
}
