package delphi.jobs.simulation;

import delphi.jobs.store.Spool;
import delphi.jobs.store.SpooledEnd;
import java.util.Optional;

/** The disk of a host as one life of it uses it: it outlives that life, and takes its time. */
record Disk(Spool spool, Host host) implements Spool {
  private static final long SYNC_NANOS = 1_000_000;

  @Override
  public Optional<String> keep(SpooledEnd end) {
    host.timeline().sleep(SYNC_NANOS);
    Optional<String> trouble = spool.keep(end);
    host.referee().kept(end);
    host.crashPerhaps();
    host.timeline().sleep(SYNC_NANOS);
    return trouble;
  }

  @Override
  public void remove(SpooledEnd end) {
    spool.remove(end);
  }

  @Override
  public String reject(SpooledEnd end) {
    return spool.reject(end);
  }

  @Override
  public Contents contents() {
    return spool.contents();
  }
}
