package delphi.jobs.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** Lets a browser in that shows a token once, and out again. */
final class SignIn {
  private final Gate gate;

  SignIn(Gate gate) {
    this.gate = gate;
  }

  void mount(RoutesConfig routes) {
    routes.post("/login", this::signIn);
    routes.post("/logout", this::signOut);
  }

  private void signIn(Context ctx) {
    String token = ctx.formParam("token");
    if (gate.signIn(ctx, token == null ? "" : token.strip()).isEmpty()) {
      throw Refusal.thrown(
          401,
          "unauthorized",
          "nobody has this token",
          "Sign in at /login with one that `delphi token` has made for this server's file.");
    }
    ctx.redirect(next(ctx));
  }

  private void signOut(Context ctx) {
    gate.signOut(ctx);
    ctx.redirect("/");
  }

  /** Only a place on this server: anything else would send people to where somebody wants them. */
  private static String next(Context ctx) {
    String next = ctx.formParam("next");
    if (next == null) {
      return "/";
    }
    boolean isHere = next.startsWith("/") && !next.startsWith("//") && !next.contains("\\");
    return isHere && next.chars().allMatch(c -> c >= 0x20 && c < 0x7f) ? next : "/";
  }
}
