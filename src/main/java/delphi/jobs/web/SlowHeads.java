package delphi.jobs.web;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections whose first request does not come to its end within twice a span: a byte now
 * and then keeps a connection from being idle, and enough of such connections would keep others
 * out.
 */
final class SlowHeads implements AutoCloseable {
  private final Duration headMax;
  private volatile boolean isClosed;

  SlowHeads(Duration headMax) {
    this.headMax = headMax;
  }

  /** What looks at the connections of a connector while it runs. */
  LifeCycle watching(ServerConnector connector) {
    return new AbstractLifeCycle() {
      @Override
      protected void doStart() {
        plan(connector, Set.of());
      }
    };
  }

  private void plan(ServerConnector connector, Set<EndPoint> before) {
    Scheduler scheduler = connector.getScheduler();
    if (!isClosed && scheduler.isRunning()) {
      scheduler.schedule(
          () -> plan(connector, look(connector, before)),
          headMax.toMillis(),
          TimeUnit.MILLISECONDS);
    }
  }

  /**
   * @param before those that had asked nothing yet when this was looked at last
   * @return those that have asked nothing yet and may go on
   */
  private static Set<EndPoint> look(ServerConnector connector, Set<EndPoint> before) {
    Set<EndPoint> silent = new HashSet<>();
    for (EndPoint end : connector.getConnectedEndPoints()) {
      Connection connection = end.getConnection();
      if (connection != null && connection.getMessagesIn() == 0) {
        if (before.contains(end)) {
          end.close();
        } else {
          silent.add(end);
        }
      }
    }
    return silent;
  }

  @Override
  public void close() {
    isClosed = true;
  }
}
