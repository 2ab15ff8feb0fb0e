package delphi.jobs.app;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Every verb under its name, in the order in which the help lists them. */
final class Verbs {
  static final Map<String, Supplier<Verb>> ALL = all();

  private Verbs() {}

  private static Map<String, Supplier<Verb>> all() {
    Map<String, Supplier<Verb>> verbs = new LinkedHashMap<>();
    verbs.put("up", UpVerb::new);
    verbs.put("init", InitVerb::new);
    verbs.put("poll", PollVerb::new);
    verbs.put("serve", ServeVerb::new);
    verbs.put("submit", SubmitVerb::new);
    verbs.put("list", ListVerb::new);
    verbs.put("show", ShowVerb::new);
    verbs.put("why", WhyVerb::new);
    verbs.put("history", HistoryVerb::new);
    verbs.put("diff", DiffVerb::new);
    verbs.put("logs", LogsVerb::new);
    verbs.put("wait", WaitVerb::new);
    verbs.put("cancel", CancelVerb::new);
    verbs.put("hold", HoldVerb::new);
    verbs.put("release", ReleaseVerb::new);
    verbs.put("reconcile", ReconcileVerb::new);
    verbs.put("retry", RetryVerb::new);
    verbs.put("requeue", RequeueVerb::new);
    verbs.put("force-fail", ForceFailVerb::new);
    verbs.put("reset-stuck", ResetStuckVerb::new);
    verbs.put("top", TopVerb::new);
    verbs.put("stats", StatsVerb::new);
    verbs.put("cost", CostVerb::new);
    verbs.put("demand", DemandVerb::new);
    verbs.put("doctor", DoctorVerb::new);
    verbs.put("workers", WorkersVerb::new);
    verbs.put("retain", RetainVerb::new);
    verbs.put("migrate", MigrateVerb::new);
    verbs.put("simulate", SimulateVerb::new);
    verbs.put("bench", BenchVerb::new);
    verbs.put("chaos", ChaosVerb::new);
    verbs.put("bundle", BundleVerb::new);
    verbs.put("replay", ReplayVerb::new);
    verbs.put("token", TokenVerb::new);
    verbs.put("config", ConfigVerb::new);
    verbs.put("completion", CompletionVerb::new);
    verbs.put("man", ManVerb::new);
    verbs.put("version", VersionVerb::new);
    return Collections.unmodifiableMap(verbs);
  }
}
