package delphi.jobs.store.register;

import delphi.jobs.store.StoreException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Small texts under names, in the companion table (CONTRACT §6): where pollers agree on what no row
 * can tell. A text is replaced only by who has read it.
 *
 * <p>Safe for use by many threads.
 */
public interface Register {
  /** What a text and its name may have at most, in bytes each. */
  int BYTES_MAX = 1_000;

  /**
   * The text under a name, read consistently.
   *
   * @throws StoreException if there is no answer
   */
  Optional<String> find(String name);

  /**
   * Puts a text under a name, if what is there is what was seen. The identical request again is as
   * good as once, as long as each text is put only by one.
   *
   * @param seen null for nothing
   * @param expiresAt from then on nobody misses it
   */
  Kept keep(String name, @Nullable String seen, String text, Instant expiresAt);
}
