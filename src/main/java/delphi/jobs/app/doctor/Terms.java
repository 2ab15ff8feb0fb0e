package delphi.jobs.app.doctor;

import delphi.jobs.engine.LeaseSettings;
import delphi.jobs.engine.TypeFilter;
import delphi.jobs.process.Quota;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a poller would run here.
 *
 * @param containment a rung, or {@code auto}
 * @param passed names of variables that are handed to scripts beside the usual ones
 * @param reconcileScript null for none
 */
public record Terms(
    int workers,
    LeaseSettings lease,
    TypeFilter types,
    Quota quota,
    String containment,
    List<String> passed,
    @Nullable String reconcileScript,
    Path spool,
    ZoneId naiveZone) {
  public Terms {
    passed = List.copyOf(passed);
  }
}
