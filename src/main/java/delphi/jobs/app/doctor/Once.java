package delphi.jobs.app.doctor;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Something that several checks need, looked up by the first that asks; the others wait for it. */
final class Once<T> {
  private final Supplier<T> look;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final CompletableFuture<T> found = new CompletableFuture<>();

  Once(Supplier<T> look) {
    this.look = look;
  }

  /** What was found; what was thrown is thrown to each who asks. */
  T get() {
    if (begun.compareAndSet(false, true)) {
      try {
        found.complete(look.get());
      } catch (RuntimeException failed) {
        found.completeExceptionally(failed);
      }
    }
    try {
      return found.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw failed;
    }
  }

  /** Does something with what has been found, if anything has. */
  void ifFound(Consumer<T> work) {
    if (found.isDone() && !found.isCompletedExceptionally()) {
      work.accept(found.join());
    }
  }
}
