package delphi.jobs.store.memory;

import delphi.jobs.store.Spool;
import delphi.jobs.store.SpooledEnd;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** A spool that outlives pollers but not the process: a host's disk, for tests and simulations. */
public final class MemorySpool implements Spool {
  private static final int REJECTED_MAX = 1_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, SpooledEnd> ends = new LinkedHashMap<>();
  private final List<SpooledEnd> rejected = new ArrayList<>();

  @Override
  public Optional<String> keep(SpooledEnd end) {
    lock.lock();
    try {
      ends.put(end.name(), end);
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void remove(SpooledEnd end) {
    lock.lock();
    try {
      ends.remove(end.name());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String reject(SpooledEnd end) {
    lock.lock();
    try {
      ends.remove(end.name());
      rejected.add(end);
      if (rejected.size() > REJECTED_MAX) {
        rejected.removeFirst();
      }
      return "memory";
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Contents contents() {
    lock.lock();
    try {
      return new Contents(List.copyOf(ends.values()), List.of());
    } finally {
      lock.unlock();
    }
  }

  /** What was put aside, oldest first. */
  public List<SpooledEnd> rejected() {
    lock.lock();
    try {
      return List.copyOf(rejected);
    } finally {
      lock.unlock();
    }
  }
}
