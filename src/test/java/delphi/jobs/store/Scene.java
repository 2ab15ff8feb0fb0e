package delphi.jobs.store;

import static delphi.jobs.store.TableUnderTest.LEASE;
import static delphi.jobs.store.TableUnderTest.NOON;

import delphi.jobs.job.Awaited;
import delphi.jobs.job.Ending;
import delphi.jobs.job.Fence;
import delphi.jobs.job.Job;
import delphi.jobs.job.LogEntry;
import delphi.jobs.job.LogTail;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Progress;
import delphi.jobs.job.Results;
import delphi.jobs.job.Status;
import delphi.jobs.job.Transition;
import delphi.jobs.job.Unreadable;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Name;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * For each kind of change a row that is ready for it. What makes it ready happens at noon, the
 * change itself a minute later.
 */
public enum Scene {
  CLAIM {
    @Override
    Transition set(TableUnderTest on, ARow row) {
      on.put(row);
      return claimLater(on.job(id(row)));
    }
  },
  CLAIM_PARKED {
    @Override
    Transition set(TableUnderTest on, ARow row) {
      return claimLater(on.apply(park(on.claimed(row, "w1"), NOON)));
    }
  },
  RENEW {
    @Override
    Transition set(TableUnderTest on, ARow row) {
      return new Transition.Renew(on.claimed(row, "w1"), LEASE, RUNNING, LATER);
    }
  },
  COMPLETE {
    @Override
    Transition set(TableUnderTest on, ARow row) {
      Fence fence = on.claimed(row, "w1");
      return new Transition.Complete(fence, Ending.COMPLETED, GOOD, ENDED, LATER);
    }
  },
  COMPLETE_CANCELLED {
    @Override
    Transition set(TableUnderTest on, ARow row) {
      Fence fence = on.claimed(row, "w1");
      return new Transition.Complete(fence, Ending.CANCELLED, BAD, ENDED, LATER);
    }
  },
  ADOPT {
    @Override
    Transition set(TableUnderTest on, ARow row) {
      Fence fence = on.claimed(row, "w1").withStatus(Status.COMPLETED);
      String stored = "{\"result_type\":\"SUCCESS\",\"pages\":7}";
      on.script(id(row), Name.STATUS, "COMPLETED");
      on.script(id(row), Name.JOB_RESULTS, stored);
      return new Transition.Adopt(fence, GOOD, stored, ENDED, LATER);
    }
  },
  HAND_BACK {
    @Override
    Transition set(TableUnderTest on, ARow row) {
      Fence fence = on.claimed(row, "w1");
      return new Transition.HandBack(fence, 0, "the poller goes down", ENDED, LATER);
    }
  },
  PARK {
    @Override
    Transition set(TableUnderTest on, ARow row) {
      return park(on.claimed(row, "w1"), LATER);
    }
  },
  HOLD {
    @Override
    Transition set(TableUnderTest on, ARow row) {
      on.put(row);
      return new Transition.Hold(on.job(id(row)).seen(), "wait for Ann", Notes.NONE, LATER);
    }
  },
  HOLD_CLAIMED {
    @Override
    Transition set(TableUnderTest on, ARow row) {
      return new Transition.Hold(on.claimed(row, "w1"), "out of memory", BAD, ENDED, LATER);
    }
  },
  RELEASE {
    @Override
    Transition set(TableUnderTest on, ARow row) {
      Fence fence = on.claimed(row, "w1");
      Job held = on.apply(new Transition.Hold(fence, "out of memory", ENDED, NOON));
      return new Transition.Release(held.seen(), LATER);
    }
  },
  REQUEUE {
    @Override
    Transition set(TableUnderTest on, ARow row) {
      on.claimed(row, "w1");
      return new Transition.Requeue(on.job(id(row)).seen(), "Requeued: by Ann", LATER);
    }
  },
  REQUEUE_FAILED {
    @Override
    Transition set(TableUnderTest on, ARow row) {
      Fence fence = on.claimed(row, "w1");
      Job failed =
          on.apply(new Transition.Complete(fence, Ending.FAILED, BAD, ENDED, NOON.plusSeconds(1)));
      return new Transition.Requeue(failed.seen(), "Requeued: by Ann", LATER);
    }
  },
  FORCE_FAIL {
    @Override
    Transition set(TableUnderTest on, ARow row) {
      on.claimed(row, "w1");
      return new Transition.ForceFail(on.job(id(row)).seen(), BAD, LATER);
    }
  },
  RESCUE {
    @Override
    Transition set(TableUnderTest on, ARow row) {
      on.claimed(row, "w1");
      return new Transition.Rescue(on.job(id(row)).seen(), "the worker is gone", LATER);
    }
  },
  GIVE_UP {
    @Override
    Transition set(TableUnderTest on, ARow row) {
      on.claimed(row, "w1");
      return new Transition.GiveUp(on.job(id(row)).seen(), Ending.FAILED, BAD, LATER);
    }
  },
  CANCEL {
    @Override
    Transition set(TableUnderTest on, ARow row) {
      on.put(row);
      return new Transition.Cancel(on.job(id(row)).seen(), BAD, LATER);
    }
  },
  CANCEL_PARKED {
    @Override
    Transition set(TableUnderTest on, ARow row) {
      return new Transition.Cancel(on.apply(park(on.claimed(row, "w1"), NOON)).seen(), BAD, LATER);
    }
  },
  INTEND {
    @Override
    Transition set(TableUnderTest on, ARow row) {
      return new Transition.Intend(on.claimed(row, "w1"), LATER);
    }
  },
  WITHDRAW {
    @Override
    Transition set(TableUnderTest on, ARow row) {
      Transition.Intend intend = new Transition.Intend(on.claimed(row, "w1"), NOON);
      on.apply(intend);
      return new Transition.Withdraw(intend.basis(), intend.order(), LATER);
    }
  },
  FIND_ORDER {
    @Override
    Transition set(TableUnderTest on, ARow row) {
      return new Transition.FindOrder(heldWithOrder(on, row).seen(), "batch-7", "found", LATER);
    }
  },
  FIND_NO_ORDER {
    @Override
    Transition set(TableUnderTest on, ARow row) {
      return new Transition.FindNoOrder(heldWithOrder(on, row).seen(), "none", LATER);
    }
  },
  CONCLUDE {
    @Override
    Transition set(TableUnderTest on, ARow row) {
      Job waiting = on.apply(waiting(on.claimed(row, "w1")));
      return new Transition.Conclude(waiting.seen(), Ending.FAILED, BAD, LATER);
    }
  },
  CONCLUDE_ENDED {
    @Override
    Transition set(TableUnderTest on, ARow row) {
      on.apply(waiting(on.claimed(row, "w1")));
      on.script(id(row), Name.STATUS, "COMPLETED");
      on.script(id(row), Name.JOB_RESULTS, "{\"result_type\":\"SUCCESS\",\"pages\":7}");
      return new Transition.Conclude(on.job(id(row)).seen(), Ending.COMPLETED, null, LATER);
    }
  },
  UNLOCK {
    @Override
    Transition set(TableUnderTest on, ARow row) {
      on.claimed(row, "w1");
      on.script(id(row), Name.STATUS, "COMPLETED");
      return new Transition.Unlock(on.job(id(row)).seen(), LATER);
    }
  },
  REQUEST_CANCEL {
    @Override
    Transition set(TableUnderTest on, ARow row) {
      on.claimed(row, "w1");
      return new Transition.RequestCancel(on.job(id(row)).seen(), LATER);
    }
  },
  QUARANTINE {
    @Override
    Transition set(TableUnderTest on, ARow row) {
      on.put(row.text(Name.TIMEOUT_SECONDS, "soon"));
      Unreadable unreadable = (Unreadable) on.store().find(id(row)).orElseThrow();
      return new Transition.Quarantine(unreadable, LATER);
    }
  };

  static final Instant LATER = NOON.plusSeconds(60);
  private static final UUID IDENTITY = UUID.fromString("0192f3c4-0000-7000-8000-00000000000b");

  private static final Notes RUNNING =
      new Notes(
          LogTail.EMPTY.plus(List.of(new LogEntry(NOON, LogEntry.Level.INFO, "grüße"))),
          new Progress("UMAP", 0.4),
          Map.of(Name.BATCH_ID, "batch-7"),
          null);
  private static final Notes ENDED = new Notes(null, null, Map.of(), true);
  private static final Results GOOD =
      new Results(true, null, 0, "last line", null, LATER, Map.of());
  private static final Results BAD = new Results(false, "it broke", 4, null, null, null, Map.of());

  /** Puts the row into the table, makes it ready, and gives the change, not yet made. */
  abstract Transition set(TableUnderTest on, ARow row);

  private static Transition claimLater(Job job) {
    return Transition.Claim.of(job, "w2", IDENTITY, LEASE, LATER);
  }

  private static Transition.Park park(Fence fence, Instant at) {
    return new Transition.Park(fence, NOON.plusSeconds(30), 0, 1, "still processing", ENDED, at);
  }

  private static Job heldWithOrder(TableUnderTest on, ARow row) {
    Transition.Intend intend = new Transition.Intend(on.claimed(row, "w1"), NOON);
    on.apply(intend);
    return on.apply(new Transition.Hold(intend.basis(), "who knows", ENDED, NOON));
  }

  private static Transition.Park waiting(Fence fence) {
    Awaited awaited = new Awaited("batch-7", "check-1", NOON);
    String reason = "Waits for batch batch-7, checked by job check-1.";
    return new Transition.Park(fence, NOON.plusSeconds(30), 0, 0, reason, awaited, ENDED, NOON);
  }

  private static String id(ARow row) {
    return row.row().jobId();
  }
}
