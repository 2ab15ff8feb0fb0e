package delphi.jobs.store;

import java.util.List;
import java.util.Optional;

/**
 * Where the ends of attempts are kept on this host from before they are written to the table until
 * it is known to have them (PROTOCOL, The spool): hours of work must not be lost with the poller.
 *
 * <p>Safe for use by many threads, and by several pollers at once. Trouble is told in words, never
 * thrown: a spool that fails must not keep an end from being written.
 */
public interface Spool {
  /**
   * Keeps an end. When this returns without trouble, it survives a crash of the machine.
   *
   * @return why it could not be kept; empty when it is
   */
  Optional<String> keep(SpooledEnd end);

  /** The table has it, or never will; to remove what is not there is no error. */
  void remove(SpooledEnd end);

  /**
   * Puts an end aside that the table will not have any more, for somebody to look at. Only the
   * newest of these are kept.
   *
   * @return where it lies now
   */
  String reject(SpooledEnd end);

  /** What is kept, oldest first; what cannot be understood is put aside and told once. */
  Contents contents();

  /**
   * What is kept at a moment.
   *
   * @param troubles what could not be read, a sentence each that says where it is now
   */
  record Contents(List<SpooledEnd> ends, List<String> troubles) {
    public Contents {
      ends = List.copyOf(ends);
      troubles = List.copyOf(troubles);
    }
  }
}
