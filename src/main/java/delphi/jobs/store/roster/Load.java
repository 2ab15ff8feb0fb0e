package delphi.jobs.store.roster;

import java.util.List;

/**
 * How much a poller has in its hands.
 *
 * @param slots how many jobs it runs at once
 * @param busy how many of them are taken
 * @param jobIds what is in them; not all where there are more than {@value #IDS_MAX}
 */
public record Load(int slots, int busy, List<String> jobIds) {
  public static final int IDS_MAX = 20;

  public Load {
    jobIds = jobIds.stream().limit(IDS_MAX).toList();
  }

  /** Whether it has room for one more. */
  public boolean hasRoom() {
    return busy < slots;
  }
}
