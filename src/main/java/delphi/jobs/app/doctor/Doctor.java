package delphi.jobs.app.doctor;

import delphi.jobs.engine.Tasks;
import delphi.jobs.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Makes checks side by side. One that does not come back in time is told so and left behind; none
 * can keep the whole from ending.
 */
public final class Doctor {
  /** All checks begin together, so this bounds each of them and the whole. */
  public static final Duration PATIENCE = Duration.ofSeconds(8);

  /** Every check, in the order in which they are told. */
  public static final List<Check> CHECKS =
      Stream.of(
              ProgramChecks.ALL,
              SettingChecks.ALL,
              ScriptChecks.ALL,
              MachineChecks.ALL,
              ContainmentChecks.ALL,
              StoreChecks.ALL,
              TableChecks.ALL,
              JournalChecks.ALL,
              PollerChecks.ALL,
              JobChecks.ALL,
              TimeChecks.ALL)
          .flatMap(List::stream)
          .toList();

  private final Tasks tasks;
  private final LongSupplier nanos;
  private final Duration patience;

  public Doctor(Tasks tasks, LongSupplier nanos) {
    this(tasks, nanos, PATIENCE);
  }

  Doctor(Tasks tasks, LongSupplier nanos, Duration patience) {
    this.tasks = tasks;
    this.nanos = nanos;
    this.patience = patience;
  }

  /** Makes these checks; the findings come in their order. */
  public List<Finding> examine(Patient patient, List<Check> checks) {
    long begun = nanos.getAsLong();
    Visit visit = new Visit(patient, nanos);
    List<CompletableFuture<Seen>> looks = new ArrayList<>();
    for (Check check : checks) {
      CompletableFuture<Seen> look = new CompletableFuture<>();
      tasks.start("doctor-" + check.id(), () -> look.complete(seen(check, visit)));
      looks.add(look);
    }
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < looks.size(); i++) {
      long left = patience.toNanos() - (nanos.getAsLong() - begun);
      findings.add(Finding.of(checks.get(i), inTime(looks.get(i), left)));
    }
    end(visit, looks);
    return findings;
  }

  /** What hangs would keep whoever closes it waiting. */
  private void end(Visit visit, List<CompletableFuture<Seen>> looks) {
    if (looks.stream().allMatch(CompletableFuture::isDone)) {
      visit.close();
    } else {
      tasks.start("doctor-end", visit::close);
    }
  }

  private Seen inTime(CompletableFuture<Seen> look, long leftNanos) {
    try {
      return look.get(Math.max(0, leftNanos), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      return Seen.wrong("no answer within " + patience.toSeconds() + " s");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Seen.skipped("it was interrupted");
    } catch (ExecutionException failed) {
      throw new AssertionError("a look completes with what it has seen", failed);
    }
  }

  /** Around one check, so that a defect of one is not the end of all. */
  private static Seen seen(Check check, Visit visit) {
    try {
      return check.look().at(visit);
    } catch (StoreException unanswered) {
      return Seen.wrong(String.valueOf(unanswered.getMessage()), unanswered.remedy());
    } catch (IOException unread) {
      return Seen.wrong("it cannot be looked at: " + unread);
    } catch (RuntimeException defect) {
      return Seen.wrong("the check itself failed: " + defect, "Please report it.");
    }
  }
}
