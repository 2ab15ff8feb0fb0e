package delphi.jobs.store.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Deque;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The few connections to one file: one to write, for one thread at a time, because SQLite has one
 * writer anyway and a queue in our own process is fair where its lock is not; and some to read,
 * which never wait for the writer.
 */
final class Connections implements AutoCloseable {
  private static final int READERS_MAX = 4;

  /** Longer than any transaction of ours takes; only another process can use it up. */
  private static final int BUSY_MILLIS = 10_000;

  private final String url;
  private final ReentrantLock writing = new ReentrantLock();
  private final Connection writer;
  private final Semaphore reading = new Semaphore(READERS_MAX);
  private final Deque<Connection> idleReaders = new ConcurrentLinkedDeque<>();

  Connections(String url) throws SQLException {
    this.url = url;
    this.writer = connect(url);
  }

  /**
   * A connection as all of them are: other processes may write the same file (WAL), and what is
   * acknowledged is on the disk (FULL).
   */
  static Connection connect(String url) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("journal_mode", "WAL");
    settings.setProperty("synchronous", "FULL");
    settings.setProperty("busy_timeout", Integer.toString(BUSY_MILLIS));
    return DriverManager.getConnection(url, settings);
  }

  /**
   * Does something in one transaction: all of it, or none when it throws.
   *
   * <p>IMMEDIATE takes the file's write lock at the beginning, so that what the transaction has
   * read is still so when it writes. The words are said by ourselves: with JDBC's own transactions
   * the driver begins the next one as soon as it has committed, and would hold the lock for ever.
   */
  <T> T write(Work<T> work) throws SQLException {
    writing.lock();
    try {
      execute("BEGIN IMMEDIATE");
      return committed(work);
    } finally {
      writing.unlock();
    }
  }

  private <T> T committed(Work<T> work) throws SQLException {
    boolean committed = false;
    try {
      T done = work.on(writer);
      execute("COMMIT");
      committed = true;
      return done;
    } finally {
      if (!committed) {
        rollBack();
      }
    }
  }

  /** Some errors have rolled back already; what is wrong is told by the one that led here. */
  private void rollBack() {
    try {
      execute("ROLLBACK");
    } catch (SQLException nothingToRollBack) {
      // The next BEGIN would say it if a transaction were still open.
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = writer.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Asks something; every commit that was acknowledged before is seen. */
  <T> T read(Work<T> work) throws SQLException {
    reading.acquireUninterruptibly();
    try {
      Connection idle = idleReaders.pollFirst();
      Connection reader = idle == null ? connect(url) : idle;
      try {
        return work.on(reader);
      } finally {
        idleReaders.addFirst(reader);
      }
    } finally {
      reading.release();
    }
  }

  /** Waits for what is under way. */
  @Override
  public void close() throws SQLException {
    writing.lock();
    reading.acquireUninterruptibly(READERS_MAX);
    try {
      for (Connection reader : idleReaders) {
        reader.close();
      }
      writer.close();
    } finally {
      reading.release(READERS_MAX);
      writing.unlock();
    }
  }

  /** What is done with a connection while it is lent. */
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }
}
