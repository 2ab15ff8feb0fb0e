package delphi.jobs.app;

import delphi.jobs.app.screen.Line;
import delphi.jobs.app.screen.Piece;
import delphi.jobs.app.screen.Tone;
import delphi.jobs.app.top.Panel;
import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Spans;
import delphi.jobs.desk.Times;
import delphi.jobs.engine.Signal;
import delphi.jobs.engine.ThreadTasks;
import delphi.jobs.overview.Observer;
import delphi.jobs.overview.Picture;
import delphi.jobs.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The live view. The store is asked beside it, so that a key is heard even while nothing answers;
 * then the last picture stays, with its age. A table of which much has to be read is read less
 * often.
 */
final class TopLoop {
  static final Duration SHORTEST = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** As many rows may be read in an interval; for more it grows. */
  private static final int ROWS_AN_INTERVAL = 250;

  /** The clock on the screen goes on, and a window that has another size is noticed. */
  private static final Duration TICK = Duration.ofMillis(250);

  private final Session session;
  private final Observer observer;
  private final Signal wake = new ThreadTasks().signal();
  private final AtomicBoolean stopAsked = new AtomicBoolean();
  private Duration interval;
  private boolean paused;
  private boolean quit;
  private @Nullable FutureTask<Picture> looking;
  private @Nullable Picture picture;
  private @Nullable String trouble;
  private Instant nextLook = Instant.MIN;

  TopLoop(Session session, Observer observer, Duration interval) {
    this.session = session;
    this.observer = observer;
    this.interval = interval;
  }

  /** Shows until a key or a signal ends it; the terminal is then as it was. */
  Exit untilQuit() {
    session.surroundings().signals().listen(this::stop, this::stop);
    try (Screen screen = new Screen(session.console(), true);
        Keyboard keyboard = Keyboard.listening(wake)) {
      Terminal.Size size = Terminal.size();
      while (!quit && !stopAsked.get()) {
        look();
        Terminal.Size now = Terminal.size();
        if (!now.equals(size)) {
          screen.forget();
          size = now;
        }
        screen.show(lines(size));
        wake.await(TICK);
        for (Character key = keyboard.next(); key != null; key = keyboard.next()) {
          pressed(key);
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return quit ? Exit.OK : Exit.INTERRUPTED;
  }

  private void stop() {
    stopAsked.set(true);
    wake.raise();
  }

  private void pressed(char key) {
    switch (key) {
      case 'q', 'Q', 4 -> quit = true;
      case ' ', 'p' -> paused = !paused;
      case 'r' -> nextLook = Instant.MIN;
      case '+' -> interval = shorter(interval.multipliedBy(2), LONGEST);
      case '-' -> {
        Duration half = interval.dividedBy(2);
        interval = half.compareTo(SHORTEST) < 0 ? SHORTEST : half;
        nextLook = Instant.MIN;
      }
      default -> {}
    }
  }

  /** Takes what has come of the last look, and begins the next one when it is time. */
  private void look() throws InterruptedException {
    FutureTask<Picture> current = looking;
    if (current != null && current.isDone()) {
      looking = null;
      took(current);
    }
    Instant now = session.now();
    if (looking == null && !now.isBefore(nextLook) && (!paused || nextLook.equals(Instant.MIN))) {
      FutureTask<Picture> next = new FutureTask<>(() -> observer.look(now));
      looking = next;
      nextLook = now.plus(interval);
      Thread.ofVirtual()
          .name("look")
          .start(() -> {
            next.run();
            wake.raise();
          });
    }
  }

  private void took(FutureTask<Picture> look) throws InterruptedException {
    try {
      Picture taken = look.get();
      picture = taken;
      trouble = null;
      Instant begun = taken.at();
      int intervals = 1 + taken.rowsRead() / ROWS_AN_INTERVAL;
      nextLook = begun.plus(shorter(interval.multipliedBy(intervals), longest()));
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof StoreException unanswered) {
        trouble = unanswered.getMessage();
        nextLook = session.now().plus(shorter(interval.multipliedBy(5), LONGEST));
      } else {
        throw new IllegalStateException("the table could not be looked at", failed.getCause());
      }
    }
  }

  private Duration longest() {
    return interval.compareTo(LONGEST) > 0 ? interval : LONGEST;
  }

  private List<Line> lines(Terminal.Size size) {
    Picture last = picture;
    Instant now = session.now();
    if (last == null) {
      String text = trouble == null ? "Looking at " + session.stores().place() + " …" : trouble;
      return List.of(
          Line.of(Piece.plain(text)).within(size.columns()), Line.EMPTY, footer(null, now));
    }
    return new Panel(size.columns(), size.rows(), ShortId::of)
        .lines(session.stores().place(), last, now, footer(last, now));
  }

  private Line footer(@Nullable Picture last, Instant now) {
    List<Piece> pieces = new ArrayList<>();
    if (trouble != null && last != null) {
      String age = Times.span(Duration.between(last.at(), now));
      pieces.add(new Piece("no answer; the picture is " + age + " old  ", Tone.BAD));
    } else if (paused) {
      pieces.add(new Piece("paused  ", Tone.WAITING));
    }
    String read = last == null ? "" : ", " + last.rowsRead() + " rows read";
    pieces.add(
        new Piece(
            "q quit · space pause · r look now · + - every " + Spans.text(interval) + read,
            Tone.FAINT));
    return new Line(pieces);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
