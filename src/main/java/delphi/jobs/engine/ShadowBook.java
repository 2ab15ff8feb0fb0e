package delphi.jobs.engine;

import delphi.jobs.job.Job;
import delphi.jobs.job.Move;
import delphi.jobs.job.Reading;
import delphi.jobs.job.State;
import delphi.jobs.job.Transition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a shadow has decided and what became of it, counted. Bounded: the oldest decisions are no
 * longer followed when there are too many. Confined to the shadow's thread.
 */
final class ShadowBook {
  static final int OPEN_MOST = 10_000;

  /** Names of the scripts that anybody may run; they are what a foreign log tells of a command. */
  private final Set<String> scripts;

  private final Map<String, Entry> open = new LinkedHashMap<>();
  private final Map<String, String> seen = new LinkedHashMap<>();
  private final Map<String, Integer> wouldRun = new TreeMap<>();
  private final Map<Move, Integer> wouldWrite = new TreeMap<>();
  private int wouldRefuse;
  private int completed;
  private int failed;
  private int gone;
  private int sameCommand;
  private int otherCommand;

  ShadowBook(Set<String> scripts) {
    this.scripts = Set.copyOf(scripts);
  }

  /**
   * A decision that is being followed.
   *
   * @param script empty when nothing would be run
   */
  record Entry(
      String jobId, @Nullable Long version, String script, Stopwatch since, boolean taken) {
    Entry asTaken() {
      return new Entry(jobId, version, script, since, true);
    }
  }

  /** Whether this is new: the job has not been decided, or has been changed since. */
  boolean isNew(Job job) {
    return !String.valueOf(job.tenure().version()).equals(seen.get(key(job)));
  }

  private static String key(Job job) {
    return "job " + job.id();
  }

  /** Whether this wish to write is new. */
  boolean isNew(Transition change) {
    boolean first = remember(change.move() + " " + change.jobId(), "");
    if (first) {
      wouldWrite.merge(change.move(), 1, Integer::sum);
    }
    return first;
  }

  private boolean remember(String what, String state) {
    String before = seen.remove(what);
    seen.put(what, state);
    if (seen.size() > OPEN_MOST) {
      seen.remove(seen.keySet().iterator().next());
    }
    return !state.equals(before);
  }

  void wouldRun(Job job, String handler, List<String> argv, Stopwatch since) {
    remember(key(job), String.valueOf(job.tenure().version()));
    wouldRun.merge(handler, 1, Integer::sum);
    String script =
        argv.stream().map(ShadowBook::fileName).filter(scripts::contains).findFirst().orElse("");
    add(new Entry(job.id(), job.tenure().version(), script, since, false));
  }

  void wouldRefuse(Job job, Stopwatch since) {
    remember(key(job), String.valueOf(job.tenure().version()));
    wouldRefuse++;
    add(new Entry(job.id(), job.tenure().version(), "", since, false));
  }

  /** The next decisions to look after, those first that were looked after longest ago. */
  List<Entry> toFollow(int most) {
    List<Entry> next = new ArrayList<>(open.values().stream().limit(most).toList());
    next.forEach(entry -> {
      open.remove(entry.jobId());
      open.put(entry.jobId(), entry);
    });
    return next;
  }

  /** What is told of a job now that it is looked at again; null when there is nothing new. */
  @Nullable ShadowFact look(Entry entry, @Nullable Reading now) {
    if (!(now instanceof Job job)) {
      gone++;
      open.remove(entry.jobId());
      return null;
    }
    if (job.state().isTerminal()) {
      open.remove(entry.jobId());
      return ended(entry, job);
    }
    boolean isTaken =
        job.state() == State.PROCESSING && !Objects.equals(job.tenure().version(), entry.version());
    if (isTaken && !entry.taken()) {
      open.put(entry.jobId(), entry.asTaken());
      return new ShadowFact.Taken(job, entry.since().elapsed());
    }
    return null;
  }

  private ShadowFact ended(Entry entry, Job job) {
    if (job.state() == State.COMPLETED) {
      completed++;
    } else {
      failed++;
    }
    Boolean same = isSameCommand(entry, job);
    if (same != null) {
      sameCommand += same ? 1 : 0;
      otherCommand += same ? 0 : 1;
    }
    return new ShadowFact.Ended(job, same);
  }

  private @Nullable Boolean isSameCommand(Entry entry, Job job) {
    Set<String> named = new HashSet<>();
    for (String script : scripts) {
      if (job.log().entries().stream().anyMatch(line -> line.message().contains(script))) {
        named.add(script);
      }
    }
    if (named.isEmpty() || entry.script().isEmpty()) {
      return null;
    }
    return named.contains(entry.script());
  }

  private void add(Entry entry) {
    open.remove(entry.jobId());
    open.put(entry.jobId(), entry);
    if (open.size() > OPEN_MOST) {
      open.remove(open.keySet().iterator().next());
    }
  }

  static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  ShadowTally tally() {
    int taken = (int) open.values().stream().filter(Entry::taken).count();
    return new ShadowTally(
        wouldRun,
        wouldRefuse,
        wouldWrite,
        open.size() - taken,
        taken,
        completed,
        failed,
        gone,
        sameCommand,
        otherCommand);
  }
}
