package delphi.jobs.app.bench;

import delphi.jobs.engine.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Several tasks at once, on threads like those of the engine's own. */
final class Team {
  private final Tasks tasks;

  Team(Tasks tasks) {
    this.tasks = tasks;
  }

  /** What one of them does. */
  @FunctionalInterface
  interface Work {
    void doIt() throws InterruptedException;
  }

  /** Starts one, which the caller waits for with {@link #await}. */
  CompletableFuture<Void> start(String name, Work work) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    tasks.start(
        name,
        () -> {
          try {
            work.doIt();
            end.complete(null);
          } catch (InterruptedException | RuntimeException failed) {
            end.completeExceptionally(failed);
          }
        });
    return end;
  }

  /** Does the same work so many times at once, and returns when all have ended. */
  void each(int members, String name, Work work) throws InterruptedException {
    List<CompletableFuture<Void>> ends = new ArrayList<>();
    for (int member = 1; member <= members; member++) {
      ends.add(start(name + "-" + member, work));
    }
    for (CompletableFuture<Void> end : ends) {
      await(end);
    }
  }

  static void await(CompletableFuture<Void> end) throws InterruptedException {
    try {
      end.get();
    } catch (ExecutionException failed) {
      throw new IllegalStateException("a part of the measurement failed", failed.getCause());
    }
  }
}
