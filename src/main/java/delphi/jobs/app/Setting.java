package delphi.jobs.app;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set, with every name it goes by: the one list that the command line, the
 * help, {@code delphi config} and docs/CONFIG.md are made of.
 */
enum Setting {
  STORE(
      Place.EVERYWHERE,
      "--store",
      "DELPHI_STORE",
      null,
      new Form.Store(),
      "Where the jobs live. Not set: dynamodb when an endpoint is given (even an empty one), else"
          + " the file that `delphi up` makes."),
  TABLE(
      Place.EVERYWHERE,
      "--table",
      "DELPHI_TABLE",
      "Delphi_JobQueue",
      new Form.Text("NAME", "the name of a table"),
      "The table of jobs in DynamoDB."),
  JOURNAL(
      Place.NOWHERE,
      null,
      "DELPHI_JOURNAL_TABLE",
      "Delphi_JobJournal",
      new Form.Text("NAME", "the name of a table"),
      "Its companion, which is ours alone."),
  ENDPOINT(
      Place.EVERYWHERE,
      "--endpoint-url",
      "DYNAMODB_ENDPOINT",
      null,
      new Form.Endpoint("AWS itself"),
      "The DynamoDB to talk to."),
  REGION(
      Place.EVERYWHERE,
      "--region",
      "AWS_REGION",
      "us-west-2",
      new Form.Text("NAME", "the name of a region"),
      "The AWS region."),
  TIME_ZONE(
      Place.NOWHERE,
      null,
      "DELPHI_TIME_ZONE",
      "UTC",
      new Form.Zone(),
      "The zone of times in rows that were written without one."),

  INTERVAL(
      Place.POLLER,
      "--interval",
      "DELPHI_POLLING_INTERVAL",
      "10",
      new Form.Span(Duration.ofMillis(100), Duration.ofHours(1)),
      "The longest idle wait between two looks at the table."),
  MAX_WORKERS(
      Place.POLLER,
      "--max-workers",
      "DELPHI_MAX_WORKERS",
      "1",
      new Form.Whole(1, 1_000),
      "Jobs that run at the same time."),
  TYPES(
      Place.POLLER,
      "--types",
      "DELPHI_TYPES",
      null,
      new Form.Names("job types with commas between them"),
      "Take only jobs of these types."),
  EXCLUDE_TYPES(
      Place.POLLER,
      "--exclude-types",
      "DELPHI_EXCLUDE_TYPES",
      null,
      new Form.Names("job types with commas between them"),
      "Leave jobs of these types alone."),
  SHARE(
      Place.POLLER,
      "--share",
      "DELPHI_SHARE",
      "100%",
      new Form.Percentage(),
      "Take only jobs of this part of the conversations, the same one on every host; the others are"
          + " left to another fleet."),
  YIELD_JOBS(
      Place.NOWHERE,
      null,
      "DELPHI_YIELD_JOBS",
      "200",
      new Form.Whole(10, 10_000),
      "With --yield-if-worse: so many of the newest jobs that have ended are compared."),
  YIELD_CHANCE(
      Place.NOWHERE,
      null,
      "DELPHI_YIELD_CHANCE",
      "1%",
      new Form.Percentage(),
      "With --yield-if-worse: hand back when it is less likely than this that our failures are"
          + " chance."),
  WORKER_PREFIX(
      Place.NOWHERE,
      null,
      "DELPHI_WORKER_PREFIX",
      "delphi",
      new Form.Text("NAME", "a short name"),
      "What worker ids begin with; tells two fleets on one table apart."),
  LEASE(
      Place.POLLER,
      "--lease",
      "DELPHI_LEASE_SECONDS",
      "120",
      new Form.Span(Duration.ofSeconds(3), Duration.ofHours(1)),
      "How long a claim lasts without being renewed: after a crash, a job is free again after this."),
  DRAIN(
      Place.POLLER,
      "--drain-seconds",
      "DELPHI_DRAIN_SECONDS",
      "30",
      new Form.Span(Duration.ZERO, Duration.ofDays(1)),
      "How long running jobs may go on after a request to stop."),
  SPOOL(
      Place.POLLER,
      "--spool-dir",
      "DELPHI_SPOOL_DIR",
      null,
      new Form.Text("DIR", "a directory"),
      "Where ends of jobs are kept on this host until the table has them. Not set: .delphi/spool in"
          + " the folder of the installation."),
  RECHECK(
      Place.NOWHERE,
      null,
      "DELPHI_RECHECK_SECONDS",
      "60",
      new Form.Span(Duration.ofSeconds(1), Duration.ofHours(1)),
      "The first wait of a batch check that answered 'not yet'; each further one is half longer."),
  BATCH_DEADLINE(
      Place.NOWHERE,
      null,
      "DELPHI_BATCH_DEADLINE",
      "26h",
      new Form.Span(Duration.ofMinutes(1), Duration.ofDays(30)),
      "So long after it was ordered, a batch that is not done ends its job as FAILED: providers give"
          + " one up after a day."),
  BATCH_CHECKS_MAX(
      Place.NOWHERE,
      null,
      "DELPHI_BATCH_CHECKS_MAX",
      "200",
      new Form.Whole(1, 100_000),
      "So many checks that answered 'not yet' end a batch as FAILED."),
  GRACE(
      Place.NOWHERE,
      null,
      "DELPHI_GRACE_SECONDS",
      "10",
      new Form.Span(Duration.ZERO, Duration.ofMinutes(10)),
      "Between asking a process to end and killing it."),

  CONTAINMENT(
      Place.POLLER,
      "--containment",
      "DELPHI_CONTAINMENT",
      "auto",
      new Form.OneOf("auto", "leash", "cgroup", "subreaper", "group", "descendants"),
      "What holds a job's processes: leash, cgroup, subreaper (all of them die with the poller, frozen"
          + " or killed), group, descendants; auto takes the best that the machine allows."),
  MEMORY_LIMIT(
      Place.POLLER,
      "--memory-limit",
      "DELPHI_MEMORY_LIMIT",
      null,
      new Form.Size(16 << 20),
      "The most memory that a job and all that it starts may have; beyond, the system kills it and"
          + " the job is held. Not set: no limit."),
  CPU_LIMIT(
      Place.POLLER,
      "--cpu-limit",
      "DELPHI_CPU_LIMIT",
      null,
      new Form.Decimal(new BigDecimal("0.05"), BigDecimal.valueOf(1_024)),
      "The cores that a job and all that it starts may keep busy. Not set: no limit."),
  PIDS_LIMIT(
      Place.POLLER,
      "--pids-limit",
      "DELPHI_PIDS_LIMIT",
      null,
      new Form.Whole(4, 4_000_000),
      "The processes and threads that a job may have at once. Not set: no limit."),

  APP_PATH(
      Place.NOWHERE,
      null,
      "DELPHI_APP_PATH",
      "/app",
      new Form.Text("DIR", "a directory"),
      "Where the scripts run; relative paths of scripts begin here."),
  RUN_SCRIPT(
      Place.NOWHERE,
      null,
      "DELPHI_RUN_SCRIPT",
      "./run_delphi.sh",
      new Form.Text("PATH", "a path"),
      "The script of FULL_PIPELINE."),
  PIPELINE_STYLE(
      Place.NOWHERE,
      null,
      "DELPHI_PIPELINE_STYLE",
      "seeds",
      new Form.OneOf("seeds", "current"),
      "The arguments that the pipeline script understands: seeds (--max-votes, --batch-size) or"
          + " current (--include_moderation, --rid; the limits as MAX_VOTES and BATCH_SIZE)."),
  NARRATIVE_SCRIPT(
      Place.NOWHERE,
      null,
      "DELPHI_NARRATIVE_BATCH_SCRIPT",
      "/app/umap_narrative/801_narrative_report_batch.py",
      new Form.Text("PATH", "a path"),
      "The script of NARRATIVE_BATCH and CREATE_NARRATIVE_BATCH."),
  BATCH_STATUS_SCRIPT(
      Place.NOWHERE,
      null,
      "DELPHI_BATCH_STATUS_SCRIPT",
      "/app/umap_narrative/803_check_batch_status.py",
      new Form.Text("PATH", "a path"),
      "The script of BATCH_STATUS_CHECK and AWAITING_NARRATIVE_BATCH."),
  RECONCILE_SCRIPT(
      Place.NOWHERE,
      null,
      "DELPHI_RECONCILE_SCRIPT",
      null,
      new Form.Text("PATH", "a path"),
      "The script that asks the provider for the batches with a marker, for `delphi reconcile`. Not"
          + " set: an operator has to look."),
  JOIN_ORDERS(
      Place.NOWHERE,
      null,
      "DELPHI_JOIN_ORDERS",
      "on",
      new Form.OneOf("on", "off"),
      "Whether a job joins another one that waits for the very batch that it asks for, instead of"
          + " paying a second time."),
  BUDGET_DAY(
      Place.NOWHERE,
      null,
      "DELPHI_BUDGET_DAY",
      null,
      new Form.Amount(),
      "What all jobs together may spend in a day (UTC), as far as scripts say what they spend. When it"
          + " is spent, nothing more is ordered before the next day. Not set: no limit."),
  BUDGET_CONVERSATION_DAY(
      Place.NOWHERE,
      null,
      "DELPHI_BUDGET_CONVERSATION_DAY",
      null,
      new Form.Amount(),
      "The same for the jobs of one conversation."),
  BUDGET_RESERVE(
      Place.NOWHERE,
      null,
      "DELPHI_BUDGET_RESERVE",
      null,
      new Form.Amount(),
      "What an order is taken to cost until its script says so, with a budget. Not set: nothing, so"
          + " that many orders at once may go beyond it."),
  PYTHON(
      Place.NOWHERE,
      null,
      "DELPHI_PYTHON",
      "python",
      new Form.Text("PROGRAM", "a program"),
      "The Python that runs the batch scripts."),
  DEFAULT_TIMEOUT(
      Place.NOWHERE,
      null,
      "DELPHI_DEFAULT_TIMEOUT",
      "3600",
      new Form.Span(Duration.ofSeconds(1), Duration.ofDays(30)),
      "The time limit of a job whose row names none."),
  MAX_TIMEOUT(
      Place.NOWHERE,
      null,
      "DELPHI_MAX_TIMEOUT",
      "7d",
      new Form.Span(Duration.ofSeconds(1), Duration.ofDays(365)),
      "The longest time limit that a row may ask for; a longer one is cut to it."),
  NO_OUTPUT_TIMEOUT(
      Place.NOWHERE,
      null,
      "DELPHI_NO_OUTPUT_TIMEOUT",
      null,
      new Form.Span(Duration.ofSeconds(1), Duration.ofDays(30)),
      "How long a process may say nothing before it is stopped. Not set: as long as it runs."),
  TOTAL_TIMEOUT(
      Place.NOWHERE,
      null,
      "DELPHI_TOTAL_TIMEOUT",
      null,
      new Form.Span(Duration.ofSeconds(1), Duration.ofDays(365)),
      "How long all attempts of a job and the waits between them may take together, counted from"
          + " its first start. Not set: no such limit."),
  MAX_OUTPUT_LINES(
      Place.NOWHERE,
      null,
      "DELPHI_MAX_OUTPUT_LINES",
      "1000",
      new Form.Whole(1, 1_000_000),
      "Lines of a process's output that are kept, from the end."),
  MAX_OUTPUT_BYTES(
      Place.NOWHERE,
      null,
      "DELPHI_MAX_OUTPUT_BYTES",
      "1048576",
      new Form.Whole(1_000, 100_000_000),
      "Bytes of each of its two streams that are kept, from the end."),
  MAX_LINE_BYTES(
      Place.NOWHERE,
      null,
      "DELPHI_MAX_LINE_BYTES",
      "8192",
      new Form.Whole(100, 10_000_000),
      "Bytes of one line of output; of a longer line the rest is dropped and counted."),
  LOG_LINES(
      Place.NOWHERE,
      null,
      "DELPHI_LOG_LINES",
      "20000",
      new Form.Whole(1, 1_000_000),
      "Lines at the beginning of an attempt that its log keeps; of the rest it keeps errors and the"
          + " end."),
  LOG_KEEP(
      Place.NOWHERE,
      null,
      "DELPHI_LOG_KEEP",
      "30d",
      new Form.Span(Duration.ofSeconds(1), Duration.ofDays(3_650)),
      "How long the logs of jobs stay in the journal."),
  RETAIN_OLDER_THAN(
      Place.NOWHERE,
      null,
      "DELPHI_RETAIN_OLDER_THAN",
      null,
      new Form.Span(RetainVerb.AGE_MIN, Duration.ofDays(36_500)),
      "How long ago a job must have ended for `delphi retain` to take its row out of the table. Not set:"
          + " its flag says; nothing does so by itself."),
  RETAIN_TO(
      Place.NOWHERE,
      null,
      "DELPHI_RETAIN_TO",
      null,
      new Form.Text("DIR", "a directory, or s3://BUCKET/PREFIX"),
      "Where `delphi retain` puts the files with those rows."),
  RETAIN_EVERY(
      Place.NOWHERE,
      null,
      "DELPHI_RETAIN_EVERY",
      null,
      new Form.Span(Duration.ofSeconds(10), Duration.ofDays(7)),
      "How often a poller does what `delphi retain` does; of all pollers that are set so, one at a"
          + " time. Not set: none does."),
  RETAIN_UNITS(
      Place.NOWHERE,
      null,
      "DELPHI_RETAIN_UNITS",
      "25",
      new Form.Whole(1, 100_000),
      "How many units of reading and writing a second a poller uses for that at most; a tenth while"
          + " all its slots are busy."),
  DEFAULT_MODEL(
      Place.NOWHERE,
      null,
      "DELPHI_DEFAULT_MODEL",
      "claude-3-5-sonnet-20241022",
      new Form.Text("NAME", "the name of a model"),
      "The language model of a batch whose row names none."),
  DEFAULT_BATCH_SIZE(
      Place.NOWHERE,
      null,
      "DELPHI_DEFAULT_BATCH_SIZE",
      "20",
      new Form.Whole(1, 100_000),
      "The batch size of a batch whose row names none."),
  PIPELINES_PER_CONVERSATION(
      Place.NOWHERE,
      null,
      "DELPHI_PIPELINES_PER_CONVERSATION",
      "1",
      new Form.Whole(0, 1_000),
      "FULL_PIPELINE jobs of one conversation that may run at once, across all pollers: each begins"
          + " by deleting the conversation's results. 0: any number."),
  ENV_POLICY(
      Place.POLLER,
      "--env-policy",
      "DELPHI_ENV_POLICY",
      "strict",
      new Form.OneOf("strict", "seed-compat"),
      "Which variables of a row reach its process: strict (named ones) or seed-compat (by prefix)."),
  ALLOW_ENV(
      Place.NOWHERE,
      null,
      "DELPHI_ALLOW_ENV",
      null,
      new Form.Names("names of variables with commas between them; * stands for any text"),
      "Variables of a row that reach its process beside those of the policy."),
  ALLOW_ENV_FILE(
      Place.NOWHERE,
      null,
      "DELPHI_ALLOW_ENV_FILE",
      null,
      new Form.Text("PATH", "a path"),
      "A file of NAME=PATTERN lines: variables of a row that reach its process if their whole value"
          + " matches."),
  PASS_ENV(
      Place.NOWHERE,
      null,
      "DELPHI_PASS_ENV",
      null,
      new Form.Names("names of variables with commas between them; * stands for any text"),
      "Variables of the poller that processes get beside the usual ones."),
  S3_ENDPOINT(
      Place.NOWHERE,
      null,
      "AWS_S3_ENDPOINT",
      null,
      new Form.Endpoint("an address without a host"),
      "Where pictures are served; begins the address of a picture in a job's results."),
  S3_BUCKET(
      Place.NOWHERE,
      null,
      "AWS_S3_BUCKET_NAME",
      "delphi",
      new Form.Text("NAME", "the name of a bucket"),
      "The bucket in that address."),

  PICTURES(
      Place.NOWHERE,
      null,
      "DELPHI_PICTURES",
      null,
      new Form.Text("DIR", "a directory"),
      "The folder of this host that holds `visualizations`, so that the pages can show pictures of jobs."
          + " Not set: they are linked."),

  LOG_LEVEL(
      Place.POLLER,
      "--log-level",
      "DELPHI_LOG_LEVEL",
      "INFO",
      new Form.OneOf("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"),
      "The least important lines that are logged."),
  LOG_FILE(
      Place.POLLER,
      "--log-file",
      "DELPHI_LOG_FILE",
      null,
      new Form.Text("PATH", "a path"),
      "Log to this file as well; a new file every 10 MB, five are kept."),
  LOG_FORMAT(
      Place.POLLER,
      "--log-format",
      "DELPHI_LOG_FORMAT",
      "plain",
      new Form.OneOf("plain", "json"),
      "How a log line looks."),
  HTTP(
      Place.POLLER,
      "--http",
      "DELPHI_HTTP",
      null,
      new Form.Listening(),
      "Where the API, the pages and the metrics are served. Not set: nowhere, but for `serve`."),
  TOKEN_FILE(
      Place.POLLER,
      "--token-file",
      "DELPHI_TOKEN_FILE",
      null,
      new Form.Text("PATH", "a path"),
      "Who may come in over HTTP, and as what; `delphi token` makes its lines. Not set: whoever is on"
          + " this machine may look, and nobody may change anything."),
  HTTP_HOSTS(
      Place.POLLER,
      "--allow-host",
      "DELPHI_HTTP_HOSTS",
      null,
      new Form.Names("names of hosts with commas between them"),
      "Names under which the server may be called beside its address, without a port."),
  ALIVE_FILE(
      Place.NOWHERE,
      null,
      "DELPHI_ALIVE_FILE",
      null,
      new Form.Text("PATH", "a path"),
      "A file that the poller writes anew as long as its loop goes round, at least every 35 s; for"
          + " probes that look at its age."),
  WEBHOOK_URL(
      Place.NOWHERE,
      null,
      "DELPHI_WEBHOOK_URL",
      null,
      new Form.Hook(),
      "Where a message is sent when a job has failed, is held, or is stuck, by a poller or by whoever"
          + " has done that to it."),
  WEBHOOK_EVENTS(
      Place.NOWHERE,
      null,
      "DELPHI_WEBHOOK_EVENTS",
      "failed,held,stuck",
      new Form.SomeOf("failed", "held", "stuck", "cancelled"),
      "Which of these are sent."),
  WEBHOOK_SECRET_FILE(
      Place.NOWHERE,
      null,
      "DELPHI_WEBHOOK_SECRET_FILE",
      null,
      new Form.Text("PATH", "a path"),
      "The file with the secret that messages are signed with. Not set: no signature.");

  private final Place place;
  private final @Nullable String flag;
  private final String variable;
  private final @Nullable String byDefault;

  @SuppressWarnings("ImmutableEnumChecker") // records of strings, numbers and copied lists
  private final Form form;

  private final String meaning;

  Setting(
      Place place,
      @Nullable String flag,
      String variable,
      @Nullable String byDefault,
      Form form,
      String meaning) {
    this.place = place;
    this.flag = flag;
    this.variable = variable;
    this.byDefault = byDefault;
    this.form = form;
    this.meaning = meaning;
  }

  /** Settings whose flags stand at a place, in order. */
  static List<Setting> at(Place place) {
    List<Setting> found = new ArrayList<>();
    for (Setting setting : values()) {
      if (setting.place == place) {
        found.add(setting);
      }
    }
    return found;
  }

  /** Null when there is no flag. */
  @Nullable String flag() {
    return flag;
  }

  /** Its name in the environment and in the file. */
  String variable() {
    return variable;
  }

  /** Null when it is not set by default. */
  @Nullable String byDefault() {
    return byDefault;
  }

  Form form() {
    return form;
  }

  String meaning() {
    return meaning;
  }

  /** Which verbs know a setting's flag. */
  enum Place {
    EVERYWHERE,
    POLLER,
    NOWHERE
  }
}
