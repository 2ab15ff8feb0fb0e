package delphi.jobs.store.memory;

import delphi.jobs.store.chronicle.Chronicle;
import delphi.jobs.store.chronicle.Noted;
import delphi.jobs.store.chronicle.PackedPage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/** A chronicle that ends with the process; nothing in it expires. */
public final class MemoryChronicle implements Chronicle {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, NavigableMap<String, PackedPage>> jobs = new HashMap<>();

  @Override
  public Noted add(PackedPage page) {
    lock.lock();
    try {
      jobs.computeIfAbsent(page.jobId(), _ -> new TreeMap<>()).put(page.entry(), page);
      return new Noted.Done();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<PackedPage> pages(String jobId, int limit) {
    lock.lock();
    try {
      NavigableMap<String, PackedPage> all = jobs.getOrDefault(jobId, new TreeMap<>());
      return all.descendingMap().values().stream().limit(limit).toList();
    } finally {
      lock.unlock();
    }
  }
}
