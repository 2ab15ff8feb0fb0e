package delphi.jobs.web.pages;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is around every page.
 *
 * @param section which of the pages is marked as the one that is open; empty for none
 * @param who is signed in; null for nobody
 * @param mayOperate whether they may change anything
 * @param csrf what their forms have to carry
 * @param strip which of the colours stands for this installation
 */
public record Frame(
    String title,
    String section,
    Bar bar,
    @Nullable String who,
    boolean mayOperate,
    String csrf,
    String place,
    int strip,
    String version,
    Instant now,
    Assets assets) {
  private static final int STRIPS = 6;

  /** Whether nothing of the installation is shown. */
  public boolean isBare() {
    return place.isEmpty();
  }

  static int stripOf(String place) {
    return Math.floorMod(place.hashCode(), STRIPS);
  }
}
