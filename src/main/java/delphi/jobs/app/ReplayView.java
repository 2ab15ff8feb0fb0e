package delphi.jobs.app;

import delphi.jobs.app.bundle.Bundle;
import delphi.jobs.app.bundle.NamedFiles;
import delphi.jobs.app.doctor.Interpreter;
import delphi.jobs.desk.Sizes;
import delphi.jobs.desk.Times;
import delphi.jobs.handler.Findings;
import delphi.jobs.job.Failure;
import delphi.jobs.ops.Printable;
import delphi.jobs.process.Command;
import delphi.jobs.process.ProcessResult;
import delphi.jobs.process.ProcessResult.End;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was, and what is now that it was run once more. */
final class ReplayView {
  private static final String TIMED_OUT_CODE = "-1";

  private static final String END = "end";
  private static final String CAUSE = "cause";
  private static final String FINGERPRINT = "fingerprint";
  private static final String LINE = "failing line";

  private final Map<String, Pair> pairs = new LinkedHashMap<>();
  private final String whyNotKnown;

  /**
   * @param program what would be known of a poller here, as {@link WorkerFacts} has it
   */
  ReplayView(Bundle bundle, Command command, ProcessResult result, Map<String, String> program) {
    Map<String, String> then = bundle.outcome();
    whyNotKnown = bundle.whyNotKnown("exit_code");
    pairs.put(END, new Pair(endThen(then), end(result.end())));
    addFailures(bundle.failure().orElse(null), Findings.failure(result).orElse(null));
    pairs.put("duration", new Pair(span(then.get("duration_ms")), Times.span(result.elapsed())));
    long peak = result.custody().usage().peakMemoryBytes();
    pairs.put(
        "memory",
        new Pair(size(then.get("peak_memory_bytes")), peak > 0 ? Sizes.shown(peak) : null));
    pairs.put("held by", new Pair(then.get("containment"), result.custody().containment()));
    program.forEach((name, fact) -> {
      String of = bundle.worker().get(name);
      if (of != null) {
        pairs.put("poller's " + name, new Pair(of, fact));
      }
    });
    Map<String, @Nullable Object> here = BundleMaker.versions();
    bundle
        .versions()
        .forEach(
            (name, version) -> pairs.put(name, new Pair(version, String.valueOf(here.get(name)))));
    addInterpreters(bundle.interpreter(), command);
    Map<String, String> sums = new LinkedHashMap<>();
    NamedFiles.of(bundle.argv(), command.directory())
        .forEach(it -> sums.put(it.path(), it.sha256()));
    bundle.checksums().forEach((path, sum) -> pairs.put(path, new Pair(sum, sums.get(path))));
  }

  private void addFailures(@Nullable Failure then, @Nullable Failure now) {
    if (then == null && now == null) {
      return;
    }
    pairs.put(
        CAUSE, new Pair(then == null ? null : then.cause(), now == null ? null : now.cause()));
    pairs.put(
        FINGERPRINT,
        new Pair(then == null ? null : then.fingerprint(), now == null ? null : now.fingerprint()));
    pairs.put(LINE, new Pair(then == null ? null : then.line(), now == null ? null : now.line()));
  }

  private void addInterpreters(Map<String, String> then, Command command) {
    if (!then.containsKey("name")) {
      return;
    }
    Interpreter now =
        Interpreter.of(command.argv(), command.directory(), command.environment()).orElse(null);
    Path file = now == null ? null : now.file();
    pairs.put("interpreter", new Pair(then.get("file"), file == null ? null : file.toString()));
    pairs.put(
        "interpreter's version", new Pair(then.get("version"), now == null ? null : now.version()));
  }

  /** A fact then and now; null where it is not known. */
  private record Pair(@Nullable String then, @Nullable String now) {
    boolean isSame() {
      return Objects.equals(then, now);
    }
  }

  /** Whether it came to the same end, and if it failed both times, by the same failure. */
  boolean isSame() {
    return pair(END).isSame() && !isOtherFailure();
  }

  /** Where nobody has looked what decided the failure then, the end has to do. */
  private boolean isOtherFailure() {
    Pair fingerprints = pairs.get(FINGERPRINT);
    return fingerprints != null && fingerprints.then() != null && !fingerprints.isSame();
  }

  private Pair pair(String name) {
    return Objects.requireNonNull(pairs.get(name));
  }

  private String verdict() {
    if (pair(END).then() == null) {
      return "how it ended then is not known"
          + (whyNotKnown.isEmpty() ? "." : ": " + Printable.line(whyNotKnown) + ".");
    }
    if (!pair(END).isSame()) {
      return "it came to another end.";
    }
    if (isOtherFailure()) {
      return "it came to the same end, but by another failure.";
    }
    Pair fingerprints = pairs.get(FINGERPRINT);
    if (fingerprints == null) {
      return "it came to the same end.";
    }
    return fingerprints.then() == null
        ? "it came to the same end; what decided it then was not written down."
        : "it came to the same end, by the same failure.";
  }

  /** The end, and whatever is different. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(verdict());
    pairs.forEach((name, pair) -> {
      // Ids and times differ in the line of a failure that is the same.
      boolean isTold = !pair.isSame() && (!name.equals(LINE) || !pair(FINGERPRINT).isSame());
      if (isTold || name.equals(END)) {
        lines.add(
            Printable.line(name + ": then " + shown(pair.then()) + ", now " + shown(pair.now())));
      }
    });
    return lines;
  }

  Map<String, @Nullable Object> object() {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("same", isSame());
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    pairs.forEach((name, pair) -> {
      Map<String, @Nullable Object> both = new LinkedHashMap<>();
      both.put("then", pair.then());
      both.put("now", pair.now());
      facts.put(name, both);
    });
    object.put("facts", facts);
    return object;
  }

  private static String shown(@Nullable String fact) {
    return fact == null ? "unknown" : fact;
  }

  private static @Nullable String endThen(Map<String, String> outcome) {
    String code = outcome.get("exit_code");
    if (code != null) {
      return code.equals(TIMED_OUT_CODE) ? "timed out" : "exit code " + code;
    }
    return "COMPLETED".equals(outcome.get("state")) ? "exit code 0" : null;
  }

  private static String end(End end) {
    return switch (end) {
      case End.Exited(int code) -> "exit code " + code;
      case End.OutOfMemory(int code, Long _) -> "exit code " + code;
      case End.TimedOut _ -> "timed out";
      case End.Stopped _ -> "stopped";
      case End.Abandoned _ -> "killed";
    };
  }

  private static @Nullable String span(@Nullable String millis) {
    return millis == null ? null : Times.span(Duration.ofMillis(Long.parseLong(millis)));
  }

  private static @Nullable String size(@Nullable String bytes) {
    return bytes == null ? null : Sizes.shown(Long.parseLong(bytes));
  }
}
