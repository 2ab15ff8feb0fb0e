package delphi.jobs.store.roster;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How well a poller can do its work.
 *
 * @param containment what holds the processes of its jobs, in words
 * @param serverAhead how far the database's clock is likely ahead of its own; null where nobody
 *     knows
 * @param trouble the newest that is not over; null when there is none
 */
public record Health(
    String containment, @Nullable Duration serverAhead, @Nullable Trouble trouble) {
  public Health {
    containment = Texts.cut(containment, Program.CHARS_MAX);
  }
}
