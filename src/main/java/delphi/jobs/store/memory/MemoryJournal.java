package delphi.jobs.store.memory;

import delphi.jobs.store.journal.Added;
import delphi.jobs.store.journal.Booked;
import delphi.jobs.store.journal.ChunkKey;
import delphi.jobs.store.journal.Journal;
import delphi.jobs.store.journal.OrderEntry;
import delphi.jobs.store.journal.PackedChunk;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A journal that ends with the process; nothing in it expires. */
public final class MemoryJournal implements Journal {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, NavigableMap<ChunkKey, PackedChunk>> jobs = new HashMap<>();
  private final Map<String, OrderEntry> orders = new HashMap<>();

  @Override
  public Added add(PackedChunk chunk) {
    lock.lock();
    try {
      PackedChunk there =
          jobs.computeIfAbsent(chunk.jobId(), _ -> new TreeMap<>()).putIfAbsent(chunk.key(), chunk);
      return there == null || there.payload().equals(chunk.payload())
          ? new Added.Done()
          : new Added.Taken("another chunk lies at " + chunk.key());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Booked book(OrderEntry entry, @Nullable OrderEntry before) {
    lock.lock();
    try {
      OrderEntry there = orders.get(entry.digest());
      if (there == null || there.equals(entry) || there.equals(before)) {
        orders.put(entry.digest(), entry);
        return new Booked.Done();
      }
      return new Booked.Taken(there);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<PackedChunk> chunks(String jobId, @Nullable ChunkKey after, int limit, Look look) {
    lock.lock();
    try {
      NavigableMap<ChunkKey, PackedChunk> all = jobs.getOrDefault(jobId, new TreeMap<>());
      return (after == null ? all : all.tailMap(after, false))
          .values().stream().limit(limit).toList();
    } finally {
      lock.unlock();
    }
  }
}
