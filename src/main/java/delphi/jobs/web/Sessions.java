package delphi.jobs.web;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who has signed in with a browser. In memory only: after a restart people sign in again. Safe for
 * use by many threads.
 */
final class Sessions {
  static final Duration KEPT = Duration.ofHours(12);

  private static final int SESSIONS_MAX = 1_000;
  private static final int SECRET_BYTES = 24;

  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Session> sessions = new LinkedHashMap<>();

  Sessions(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * One browser.
   *
   * @param csrf what its forms carry, which no other page can know
   */
  record Session(String id, Caller caller, String csrf, Instant until) {}

  /** Opens one; the oldest goes when there are too many. */
  Session open(Caller caller) {
    Session session = new Session(secret(), caller, secret(), clock.instant().plus(KEPT));
    lock.lock();
    try {
      if (sessions.size() >= SESSIONS_MAX) {
        sessions.remove(sessions.keySet().iterator().next());
      }
      sessions.put(session.id(), session);
    } finally {
      lock.unlock();
    }
    return session;
  }

  Optional<Session> find(String id) {
    lock.lock();
    try {
      Session session = sessions.get(id);
      if (session != null && session.until().isBefore(clock.instant())) {
        sessions.remove(id);
        return Optional.empty();
      }
      return Optional.ofNullable(session);
    } finally {
      lock.unlock();
    }
  }

  void close(String id) {
    lock.lock();
    try {
      sessions.remove(id);
    } finally {
      lock.unlock();
    }
  }

  private String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
