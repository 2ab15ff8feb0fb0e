package delphi.jobs.ops.hook;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where messages go and which.
 *
 * @param to https, or http on this machine; may hold a secret, as may the rest of this
 * @param secret that they are signed with; null for no signature
 */
public record HookSettings(URI to, Set<Occasion> occasions, @Nullable Secret secret, Pace pace) {
  public HookSettings {
    occasions = Set.copyOf(occasions);
  }

  /** What may stand in a log. */
  String place() {
    return to.getScheme() + "://" + to.getAuthority();
  }

  @Override
  public String toString() {
    return occasions + " to " + place();
  }

  /**
   * How patient a sender is.
   *
   * @param first wait before a second try; each further one is twice as long
   * @param most between two tries
   * @param all for one message, from its first try on
   * @param answer for one try
   * @param end for everything that is left when the poller ends
   */
  public record Pace(Duration first, Duration most, Duration all, Duration answer, Duration end) {
    public static final Pace USUAL =
        new Pace(
            Duration.ofSeconds(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(15),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5));
  }
}
