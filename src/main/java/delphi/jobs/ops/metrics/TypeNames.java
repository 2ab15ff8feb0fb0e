package delphi.jobs.ops.metrics;

import delphi.jobs.job.JobType;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The types that get a label of their own: those that come first, up to a limit, because anybody
 * may invent types. Safe for use by many threads; under contention a few more may get one.
 */
final class TypeNames {
  static final int MOST = 20;
  static final String OTHER = "other";
  static final String UNKNOWN = "unknown";

  private static final int CHARS_MAX = 60;

  private final Set<String> known = ConcurrentHashMap.newKeySet();

  String of(JobType type) {
    String name = type.name();
    if (known.contains(name)) {
      return name;
    }
    if (known.size() >= MOST || name.length() > CHARS_MAX) {
      return OTHER;
    }
    known.add(name);
    return name;
  }
}
