package delphi.jobs.ops;

import java.util.List;

/**
 * Whether a poller, or whatever else is asked, is alive and can do its work, with the reasons.
 *
 * @param live what has to hold, or somebody should start it anew
 * @param ready what has to hold for it to take work
 */
public record Health(List<Check> live, List<Check> ready) {
  public Health {
    live = List.copyOf(live);
    ready = List.copyOf(ready);
  }

  public boolean isLive() {
    return live.stream().allMatch(Check::isOk);
  }

  /** What is not alive is not ready either. */
  public boolean isReady() {
    return isLive() && ready.stream().allMatch(Check::isOk);
  }

  /**
   * One thing that was looked at.
   *
   * @param name stable, for scripts: {@code store}
   * @param detail in words, for people
   */
  public record Check(String name, boolean isOk, String detail) {}
}
