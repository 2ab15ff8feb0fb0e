package delphi.jobs.app;

import delphi.jobs.app.bundle.Bundle;
import delphi.jobs.app.bundle.NamedFiles;
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

  private final Map<String, Pair> pairs = new LinkedHashMap<>();

  ReplayView(Bundle bundle, ProcessResult result, Path directory) {
    Map<String, String> then = bundle.outcome();
    pairs.put("end", new Pair(endThen(then), end(result.end())));
    pairs.put("duration", new Pair(span(then.get("duration_ms")), Times.span(result.elapsed())));
    long peak = result.custody().usage().peakMemoryBytes();
    pairs.put(
        "memory",
        new Pair(size(then.get("peak_memory_bytes")), peak > 0 ? Sizes.shown(peak) : null));
    pairs.put("held by", new Pair(then.get("containment"), result.custody().containment()));
    Map<String, @Nullable Object> here = BundleMaker.versions();
    bundle
        .versions()
        .forEach(
            (name, version) -> pairs.put(name, new Pair(version, String.valueOf(here.get(name)))));
    Map<String, String> sums = new LinkedHashMap<>();
    NamedFiles.of(bundle.argv(), directory).forEach(it -> sums.put(it.path(), it.sha256()));
    bundle.checksums().forEach((path, sum) -> pairs.put(path, new Pair(sum, sums.get(path))));
  }

  /** A fact then and now; null where it is not known. */
  private record Pair(@Nullable String then, @Nullable String now) {
    boolean isSame() {
      return Objects.equals(then, now);
    }
  }

  /** Whether it came to the same end. */
  boolean isSame() {
    return Objects.requireNonNull(pairs.get("end")).isSame();
  }

  /** The end, and whatever is different. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(isSame() ? "it came to the same end." : "it came to another end.");
    pairs.forEach((name, pair) -> {
      if (!pair.isSame() || name.equals("end")) {
        lines.add(name + ": then " + shown(pair.then()) + ", now " + shown(pair.now()));
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
