package delphi.jobs.web;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every request: says under which name a server may be called, who comes in, and
 * whether a page of somebody else has sent them. What it lets through knows its caller.
 */
public final class Gate {
  /** Nothing but what this server itself serves, and no script in a page. */
  static final String CONTENT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src"
          + " 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private static final String COOKIE = "delphi_session";
  private static final String CALLER = "delphi.caller";
  private static final String SESSION = "delphi.session";
  private static final Set<String> NEEDS_NOBODY =
      Set.of("/livez", "/readyz", "/version", "/login", "/logout");
  private static final int WRONG_TOKENS_A_MINUTE = 30;

  private final Tokens tokens;
  private final Sessions sessions;
  private final Set<String> hosts;
  private final boolean isLoopback;
  private final InstantSource clock;
  private final AtomicReference<Instant> minute = new AtomicReference<>(Instant.EPOCH);
  private final AtomicInteger wrong = new AtomicInteger();

  /**
   * @param hosts names under which it may be called, without a port
   * @param isLoopback whether only this machine can call it: then nobody needs a token to look
   */
  Gate(Tokens tokens, Set<String> hosts, boolean isLoopback, InstantSource clock) {
    this.tokens = tokens;
    this.sessions = new Sessions(clock);
    this.hosts = Set.copyOf(hosts);
    this.isLoopback = isLoopback;
    this.clock = clock;
  }

  /** Who asks, of a request that was let in. */
  public static Caller caller(Context ctx) {
    Caller caller = ctx.attribute(CALLER);
    return caller == null ? Caller.ANYBODY : caller;
  }

  /** What the forms of this browser carry; empty where nobody has signed in. */
  public static String csrf(Context ctx) {
    Sessions.Session session = ctx.attribute(SESSION);
    return session == null ? "" : session.csrf();
  }

  /** Whether somebody has signed in with a browser. */
  public static boolean isSignedIn(Context ctx) {
    return ctx.attribute(SESSION) != null;
  }

  /** Lets a request in, or throws a refusal. */
  void admit(Context ctx) {
    protect(ctx);
    requireHost(ctx);
    boolean writes = !Set.of(HandlerType.GET, HandlerType.HEAD).contains(ctx.method());
    if (writes) {
      requireOwnPage(ctx);
    }
    Optional<Caller> bearer = bearer(ctx);
    Optional<Sessions.Session> session = bearer.isPresent() ? Optional.empty() : session(ctx);
    Optional<Caller> caller = bearer.or(() -> session.map(Sessions.Session::caller));
    session.ifPresent(there -> ctx.attribute(SESSION, there));
    caller.ifPresent(there -> ctx.attribute(CALLER, there));
    if (caller.isEmpty() && !isLoopback && !NEEDS_NOBODY.contains(ctx.path()) && !isAsset(ctx)) {
      throw Refusal.thrown(401, "unauthorized", ctx.path() + ": who asks is not known", signIn());
    }
    if (writes && session.isPresent()) {
      requireCsrf(ctx, session.get());
    }
  }

  /** Throws a refusal where somebody may not do this. */
  public static void require(Context ctx, Role role) {
    Caller caller = caller(ctx);
    if (!caller.may(role)) {
      String needed = role.name().toLowerCase(Locale.ROOT);
      boolean isNobody = caller.equals(Caller.ANYBODY);
      throw Refusal.thrown(
          isNobody ? 401 : 403,
          isNobody ? "unauthorized" : "forbidden",
          isNobody
              ? "without a token there is only reading"
              : caller.name()
                  + " is "
                  + caller.role().name().toLowerCase(Locale.ROOT)
                  + ", and this needs "
                  + needed,
          "A token of role " + needed + " is needed; `delphi token` makes one.");
    }
  }

  /** Signs somebody in; empty for a token that nobody has. */
  Optional<Caller> signIn(Context ctx, String token) {
    Optional<Caller> caller = callerOf(token);
    caller.ifPresent(there -> {
      Sessions.Session session = sessions.open(there);
      ctx.header("Set-Cookie", cookie(session.id(), Sessions.KEPT.toSeconds()));
    });
    return caller;
  }

  void signOut(Context ctx) {
    String id = ctx.cookie(COOKIE);
    if (id != null) {
      sessions.close(id);
    }
    ctx.header("Set-Cookie", cookie("", 0));
  }

  private static String cookie(String value, long seconds) {
    return COOKIE + "=" + value + "; Path=/; Max-Age=" + seconds + "; HttpOnly; SameSite=Strict";
  }

  private static void protect(Context ctx) {
    ctx.header("Content-Security-Policy", CONTENT_POLICY);
    ctx.header("X-Content-Type-Options", "nosniff");
    ctx.header("X-Frame-Options", "DENY");
    ctx.header("Referrer-Policy", "no-referrer");
    ctx.header("Cross-Origin-Opener-Policy", "same-origin");
    ctx.header("Cross-Origin-Resource-Policy", "same-origin");
    ctx.header("Cache-Control", "no-store");
  }

  /** A name that points here without our doing is somebody's trick (DNS rebinding). */
  private void requireHost(Context ctx) {
    String host = ctx.header("Host");
    if (host == null || !hosts.contains(name(host))) {
      throw Refusal.thrown(
          421,
          "misdirected",
          "this server is not called " + shown(host),
          "Call it by its address, or allow the name with --allow-host.");
    }
  }

  private static String shown(@Nullable String host) {
    return host == null ? "(nothing)" : host.substring(0, Math.min(host.length(), 100));
  }

  private static String name(String authority) {
    String text = authority.strip().toLowerCase(Locale.ROOT);
    if (text.startsWith("[")) {
      return text.substring(0, Math.max(0, text.indexOf(']') + 1));
    }
    int colon = text.indexOf(':');
    return colon < 0 ? text : text.substring(0, colon);
  }

  /** What browsers say of where a request comes from; programs say nothing, and carry a token. */
  private static void requireOwnPage(Context ctx) {
    String site = ctx.header("Sec-Fetch-Site");
    boolean isOwnSite = site == null || site.equals("same-origin") || site.equals("none");
    String origin = ctx.header("Origin");
    String host = String.valueOf(ctx.header("Host"));
    boolean isOwnOrigin =
        origin == null
            || origin.equalsIgnoreCase("http://" + host)
            || origin.equalsIgnoreCase("https://" + host);
    if (!isOwnSite || !isOwnOrigin) {
      throw Refusal.thrown(
          403,
          "forbidden",
          "a page of another site has sent this",
          "Do it from a page of this server.");
    }
  }

  private Optional<Caller> bearer(Context ctx) {
    String header = ctx.header("Authorization");
    if (header == null) {
      return Optional.empty();
    }
    if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      Optional<Caller> caller = callerOf(header.substring(7).strip());
      if (caller.isPresent()) {
        return caller;
      }
    }
    throw Refusal.thrown(401, "unauthorized", "nobody has this token", signIn());
  }

  private Optional<Sessions.Session> session(Context ctx) {
    String id = ctx.cookie(COOKIE);
    return id == null || id.isEmpty() ? Optional.empty() : sessions.find(id);
  }

  /** Guessing is not possible, but it shall not cost anything either. */
  private Optional<Caller> callerOf(String token) {
    Instant now = clock.instant();
    if (minute.get().plusSeconds(60).isBefore(now)) {
      minute.set(now);
      wrong.set(0);
    }
    if (wrong.get() >= WRONG_TOKENS_A_MINUTE) {
      throw Refusal.thrown(
          429, "try_again", "too many wrong tokens within a minute", "Wait for a minute.");
    }
    Optional<Caller> caller = tokens.callerOf(token);
    if (caller.isEmpty()) {
      wrong.incrementAndGet();
    }
    return caller;
  }

  private static void requireCsrf(Context ctx, Sessions.Session session) {
    String said = ctx.header("X-CSRF-Token");
    if (said == null && ctx.isFormUrlencoded()) {
      said = ctx.formParam("csrf");
    }
    if (!session.csrf().equals(said)) {
      throw Refusal.thrown(
          403,
          "forbidden",
          "the form is not of this sign-in",
          "Load the page anew and send it again.");
    }
  }

  private static boolean isAsset(Context ctx) {
    return ctx.path().startsWith("/assets/");
  }

  private String signIn() {
    return tokens.isEmpty()
        ? "This server knows no tokens; `delphi token` makes one, --token-file names the file."
        : "Send `Authorization: Bearer TOKEN`, or sign in at /login.";
  }
}
