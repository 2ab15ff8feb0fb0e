package delphi.jobs.web;

import delphi.jobs.ops.Health;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/**
 * Serves an installation over HTTP until it is closed: the API, the signals, and whatever else is
 * given to it. It never ends the program, and whatever is asked of it takes no thread of anybody
 * else.
 */
public final class WebServer implements AutoCloseable {
  private final Javalin javalin;
  private final LogStreams streams;
  private final SlowHeads slowHeads;
  private final WebSettings settings;

  private WebServer(
      Javalin javalin, LogStreams streams, SlowHeads slowHeads, WebSettings settings) {
    this.javalin = javalin;
    this.streams = streams;
    this.slowHeads = slowHeads;
    this.settings = settings;
  }

  /**
   * What a server tells of the program that it runs in.
   *
   * @param health asked each time
   * @param metrics the text that is scraped, and its content type; empty where there are none
   */
  public record Signals(Supplier<Health> health, Supplier<Optional<Scrape>> metrics) {}

  /** Metrics as text. */
  public record Scrape(String contentType, String text) {}

  /** Pages, and how they say that a request was refused; true when they have. */
  public interface Pages {
    /** What can be looked at. */
    void mount(RoutesConfig routes);

    /** Tells a refusal to a person. */
    void refuse(Context ctx, Refusal refusal);
  }

  /** Hears what went wrong inside. */
  public interface Trouble {
    /**
     * Something nobody had thought of.
     *
     * @param what was asked
     */
    void hear(String what, Exception cause);
  }

  /**
   * Starts to listen.
   *
   * @param pages null for none
   * @throws IOException if the address cannot be taken
   */
  public static WebServer start(
      WebSettings settings,
      Tokens tokens,
      Premises premises,
      Signals signals,
      @Nullable Pages pages,
      Trouble trouble)
      throws IOException {
    boolean isLoopback = settings.isLoopback();
    if (!isLoopback && tokens.isEmpty()) {
      throw new IOException(
          "others than this machine could reach " + settings.host() + ", and no tokens are given");
    }
    LogStreams streams = new LogStreams(premises);
    Gate gate = new Gate(tokens, settings.hosts(), isLoopback, premises.clock());
    SlowHeads slowHeads = new SlowHeads(settings.headMax());
    Refusals refusals = new Refusals(pages, trouble);
    Javalin javalin =
        Javalin.create(config -> {
          limits(config, settings, slowHeads);
          RoutesConfig routes = config.routes;
          routes.before(gate::admit);
          new Api(premises, streams).mount(routes);
          new SignalRoutes(signals, premises.version()).mount(routes);
          new SignIn(gate).mount(routes);
          if (pages != null) {
            pages.mount(routes);
          }
          refusals.mount(routes);
        });
    try {
      javalin.start();
    } catch (RuntimeException taken) {
      streams.close();
      throw new IOException(
          "cannot listen at " + settings.host() + ":" + settings.port() + ": " + reason(taken),
          taken);
    }
    return new WebServer(javalin, streams, slowHeads, settings);
  }

  private static String reason(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  private static void limits(JavalinConfig config, WebSettings settings, SlowHeads slowHeads) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = true;
    config.http.maxRequestSize = settings.bodyBytesMax();
    config.http.prefer405over404 = true;
    config.jetty.addConnector((server, http) -> connector(server, http, settings, slowHeads));
    config.jetty.modifyServer(server -> {
      server.setStopTimeout(2_000);
      server.setErrorHandler(new Unrouted());
      server.addBean(new NetworkConnectionLimit(settings.connectionsMax(), server));
    });
  }

  // Deprecated without a successor that Jetty 12.1 has.
  @SuppressWarnings("removal")
  private static Connector connector(
      Server server, HttpConfiguration http, WebSettings settings, SlowHeads slowHeads) {
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(settings.headBytesMax());
    http.setMinRequestDataRate(100);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    connector.setIdleTimeout(settings.idleMax().toMillis());
    connector.addBean(slowHeads.watching(connector));
    return connector;
  }

  /** Where it listens. */
  public String address() {
    return "http://" + settings.host() + ":" + javalin.port();
  }

  public int port() {
    return javalin.port();
  }

  @Override
  public void close() {
    streams.close();
    slowHeads.close();
    javalin.stop();
  }
}
