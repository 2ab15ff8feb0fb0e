package delphi.jobs.engine;

import delphi.jobs.job.Job;
import delphi.jobs.job.Lease;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows whose lease seems to be over by a clock that cannot be trusted: a holder that lives renews
 * its lease, so one that has not changed for a whole lease, by our own monotonic clock, has none.
 * Confined to the poller's thread.
 */
final class Vigil {
  /** What pollers of other kinds lock for, without renewing it (CONTRACT §2). */
  static final Duration FOREIGN_LEASE = Duration.ofMinutes(15);

  private final Time time;
  private final LeaseSettings settings;
  private final Map<String, Sighting> sightings = new HashMap<>();
  private final Set<String> seen = new HashSet<>();

  Vigil(Time time, LeaseSettings settings) {
    this.time = time;
    this.settings = settings;
  }

  /** Looks at a row, and says whether it has not changed for a whole lease of its own. */
  boolean hasStoodStill(Job job) {
    Lease lease = job.tenure().lease();
    String lock = lease == null ? null : lease.stored();
    Sighting before = sightings.get(job.id());
    seen.add(job.id());
    if (before == null || !before.isOf(job.tenure().version(), lock)) {
      if (sightings.size() < SetAside.MOST) {
        sightings.put(job.id(), new Sighting(job.tenure().version(), lock, time.nanos()));
      }
      return false;
    }
    return time.nanos() - before.sinceNanos() >= wholeLease(job).toNanos();
  }

  /** Forgets the rows that were not looked at since the last time. */
  void forgetOthers() {
    sightings.keySet().retainAll(seen);
    seen.clear();
  }

  private Duration wholeLease(Job job) {
    Lease lease = job.tenure().lease();
    Duration told = lease == null ? null : lease.length();
    if (!job.tenure().isOurs()) {
      return FOREIGN_LEASE;
    }
    return told == null ? settings.length() : told;
  }

  /** A row as it was first seen. */
  private record Sighting(@Nullable Long version, @Nullable String lock, long sinceNanos) {
    private boolean isOf(@Nullable Long otherVersion, @Nullable String otherLock) {
      return Objects.equals(version, otherVersion) && Objects.equals(lock, otherLock);
    }
  }
}
