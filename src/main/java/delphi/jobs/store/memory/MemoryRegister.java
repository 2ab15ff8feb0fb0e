package delphi.jobs.store.memory;

import delphi.jobs.store.register.Kept;
import delphi.jobs.store.register.Register;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A register that ends with the process; nothing in it expires. */
public final class MemoryRegister implements Register {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, String> texts = new HashMap<>();

  @Override
  public Optional<String> find(String name) {
    lock.lock();
    try {
      return Optional.ofNullable(texts.get(name));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Kept keep(String name, @Nullable String seen, String text, Instant expiresAt) {
    lock.lock();
    try {
      String there = texts.get(name);
      if (!text.equals(there) && !Objects.equals(there, seen)) {
        return new Kept.Changed();
      }
      texts.put(name, text);
      return new Kept.Done();
    } finally {
      lock.unlock();
    }
  }
}
