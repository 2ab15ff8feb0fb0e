package delphi.jobs.engine;

import delphi.jobs.experience.Run;
import delphi.jobs.handler.LogLevels;
import delphi.jobs.handler.ProgressLine;
import delphi.jobs.job.Progress;
import delphi.jobs.process.Lines;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How far the command of one attempt is: what it says over the job channel or in a line of its
 * output, and else the stages that its output shows. Lines arrive on the runner's threads, all else
 * happens on the attempt's.
 */
final class Course {
  static final String STAGE_AT = "stage_at";
  static final String PROGRESS_AT = "progress_at";

  /** More beginnings of stages than this are not remembered. */
  private static final int MARKS_MAX = 100;

  private final ReentrantLock lock = new ReentrantLock();
  private final Time time;
  private final Stopwatch sinceStart;
  private final List<Run.Mark> marks = new ArrayList<>();
  private @Nullable Progress progress;
  private @Nullable Instant stageAt;
  private @Nullable Instant doneAt;
  private boolean isNew;
  private boolean isSaid;
  private boolean isMalformed;
  private boolean isMalformedTold;

  Course(Time time) {
    this.time = time;
    this.sinceStart = Stopwatch.start(time);
  }

  /**
   * Lines of standard output.
   *
   * @return whether one of them says something of this
   */
  boolean lines(Lines lines) {
    boolean isHeard = false;
    for (int line = 0; line < lines.count(); line++) {
      if (ProgressLine.isMeant(lines, line)) {
        Optional<Progress> said = ProgressLine.read(lines, line);
        said.ifPresentOrElse(this::said, this::malformed);
        isHeard = true;
      } else {
        isHeard |= LogLevels.stageOf(lines, line).map(this::shown).orElse(false);
      }
    }
    return isHeard;
  }

  /** What the script itself says. */
  void said(Progress more) {
    lock.lock();
    try {
      isSaid = true;
      note(more);
    } finally {
      lock.unlock();
    }
  }

  /** What its output shows, as long as it does not say itself. */
  private boolean shown(String stage) {
    lock.lock();
    try {
      if (!isSaid) {
        note(new Progress(stage, null));
      }
      return !isSaid;
    } finally {
      lock.unlock();
    }
  }

  private void note(Progress more) {
    Progress before = progress;
    String stage = more.stage();
    if (stage != null && (before == null || !stage.equals(before.stage()))) {
      stageAt = time.instant();
      if (marks.size() < MARKS_MAX) {
        marks.add(new Run.Mark(stage, sinceStart.elapsed()));
      }
    }
    if (more.done() != null) {
      doneAt = time.instant();
    }
    progress = more.after(before);
    isNew = true;
  }

  private void malformed() {
    lock.lock();
    try {
      isMalformed = true;
    } finally {
      lock.unlock();
    }
  }

  /** How far it is; empty when nothing has changed since somebody asked. */
  Optional<Progress> news() {
    lock.lock();
    try {
      Optional<Progress> news = isNew ? Optional.ofNullable(progress) : Optional.empty();
      isNew = false;
      return news;
    } finally {
      lock.unlock();
    }
  }

  /** Whether a line has meant to say it and has not; answered with true once. */
  boolean isMisunderstood() {
    lock.lock();
    try {
      boolean isToTell = isMalformed && !isMalformedTold;
      isMalformedTold |= isToTell;
      return isToTell;
    } finally {
      lock.unlock();
    }
  }

  /** Since when it is there, as attributes of its row: an estimate needs to know. */
  Map<String, Instant> times() {
    lock.lock();
    try {
      Map<String, Instant> times = new LinkedHashMap<>();
      if (stageAt != null) {
        times.put(STAGE_AT, stageAt);
      }
      if (doneAt != null) {
        times.put(PROGRESS_AT, doneAt);
      }
      return times;
    } finally {
      lock.unlock();
    }
  }

  /** The whole of it, now that it is over. */
  Run over(Duration took) {
    lock.lock();
    try {
      return new Run(took, marks);
    } finally {
      lock.unlock();
    }
  }
}
