package delphi.jobs.app;

import delphi.jobs.store.chronicle.Chronicle;
import delphi.jobs.store.chronicle.Happening;
import delphi.jobs.store.chronicle.Notebook;
import delphi.jobs.store.chronicle.Noted;
import delphi.jobs.store.chronicle.PackedPage;
import delphi.jobs.store.chronicle.PageText;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Writes down at once what a command has changed, since the command may be over in a moment. What
 * cannot be written is told, once; the change itself is made and stays so.
 */
final class DirectNotes implements Notebook {
  private final Chronicle chronicle;
  private final Duration keep;
  private final InstantSource clock;
  private final Consumer<String> say;
  private final AtomicBoolean gaveUp = new AtomicBoolean();

  DirectNotes(Chronicle chronicle, Duration keep, InstantSource clock, Consumer<String> say) {
    this.chronicle = chronicle;
    this.keep = keep;
    this.clock = clock;
    this.say = say;
  }

  @Override
  public void note(String jobId, Happening happening) {
    if (gaveUp.get()) {
      return;
    }
    PackedPage page = PageText.pack(jobId, List.of(happening), clock.instant().plus(keep));
    switch (chronicle.add(page)) {
      case Noted.Done() -> {}
      case Noted.Unclear(String why) -> giveUp(why, "");
      case Noted.Refused(String why, String remedy) -> giveUp(why, remedy);
    }
  }

  private void giveUp(String why, String remedy) {
    gaveUp.set(true);
    say.accept(
        ("done, but not written into the history of jobs: " + why + ". " + remedy)
            .replace("..", ".")
            .strip());
  }
}
