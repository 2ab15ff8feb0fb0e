package delphi.jobs.web.pages;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import delphi.jobs.overview.Picture;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.StoreException;
import delphi.jobs.web.Caller;
import delphi.jobs.web.Premises;
import delphi.jobs.web.Role;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts pages into their frame and answers with them; what is refused becomes a page as well. */
final class Reception {
  /** On a request that a page has answered, whatever its status. */
  private static final String ANSWERED = "pages.answered";

  private final Premises premises;
  private final Lookout lookout;
  private final Function<Context, Caller> callers;
  private final Function<Context, String> csrf;
  private final Assets assets = new Assets();
  private final Press press = new Press();

  Reception(
      Premises premises,
      Lookout lookout,
      Function<Context, Caller> callers,
      Function<Context, String> csrf) {
    this.premises = premises;
    this.lookout = lookout;
    this.callers = callers;
    this.csrf = csrf;
  }

  Assets assets() {
    return assets;
  }

  Instant now() {
    return premises.clock().instant();
  }

  boolean may(Context ctx, Role role) {
    return callers.apply(ctx).may(role);
  }

  String csrf(Context ctx) {
    return csrf.apply(ctx);
  }

  /** A store in which this caller's changes are noted as theirs. */
  JobStore writing(Context ctx) {
    return premises.writing().apply(callers.apply(ctx).name());
  }

  String callerName(Context ctx) {
    return callers.apply(ctx).name();
  }

  /**
   * @throws Refusal if the caller may not do what this role may
   */
  void require(Context ctx, Role role) {
    if (!may(ctx, role)) {
      throw new Refusal(HttpStatus.FORBIDDEN, forbidden(role));
    }
  }

  /** Answers with a page in its frame. */
  void page(Context ctx, HttpStatus status, String title, String section, Press.Sheet sheet) {
    ctx.attribute(ANSWERED, true);
    press.answer(ctx, status, sheet.with("frame", frame(ctx, title, section)));
  }

  void page(Context ctx, String title, String section, Press.Sheet sheet) {
    page(ctx, HttpStatus.OK, title, section, sheet);
  }

  /** Answers with a part of a page. */
  void fragment(Context ctx, Press.Sheet sheet) {
    ctx.attribute(ANSWERED, true);
    press.answer(ctx, HttpStatus.OK, sheet);
  }

  /** The same, its refusals as pages. */
  Handler guarded(Handler handler) {
    return ctx -> {
      try {
        handler.handle(ctx);
      } catch (Problem problem) {
        refuse(ctx, Refusal.of(problem));
      } catch (StoreException unanswered) {
        refuse(ctx, Refusal.of(unanswered));
      } catch (Refusal refusal) {
        refuse(ctx, refusal);
      }
    };
  }

  void refuse(Context ctx, Refusal refusal) {
    page(
        ctx,
        refusal.status(),
        refusal.words().title(),
        "",
        Press.Sheet.of("refused").with("words", refusal.words()));
  }

  /** The form for a token, which shows nothing of the installation. */
  void signIn(Context ctx, HttpStatus status) {
    ctx.attribute(ANSWERED, true);
    Bar none = new Bar(List.of(), now(), null);
    Frame bare =
        new Frame(
            "Sign in",
            "",
            none,
            null,
            false,
            csrf.apply(ctx),
            "",
            0,
            premises.version(),
            now(),
            assets);
    press.answer(ctx, status, Press.Sheet.of("signIn").with("frame", bare));
  }

  /** Whoever has to be known and is not is asked for a token, where a page was wanted. */
  void unknown(Context ctx) {
    if (!ctx.path().startsWith("/api/")) {
      signIn(ctx, HttpStatus.UNAUTHORIZED);
    }
  }

  /**
   * For what no page has answered: an address that is none, a request that is refused on its way.
   */
  void unanswered(Context ctx, Refusal refusal) {
    boolean isOthers = ctx.path().startsWith("/api/") || ctx.attribute(ANSWERED) != null;
    if (!isOthers) {
      refuse(ctx, refusal);
    }
  }

  Bar bar() {
    try {
      Picture picture = lookout.picture();
      return Bar.of(picture, picture.at(), null);
    } catch (StoreException unanswered) {
      Picture last = lookout.lastPicture();
      String why = unanswered.getMessage() + ". " + unanswered.remedy();
      return Bar.of(last, last == null ? now() : last.at(), why);
    }
  }

  private Frame frame(Context ctx, String title, String section) {
    Caller caller = callers.apply(ctx);
    return new Frame(
        title,
        section,
        bar(),
        signedIn(caller),
        caller.may(Role.OPERATOR),
        csrf.apply(ctx),
        premises.place(),
        Frame.stripOf(premises.place()),
        premises.version(),
        now(),
        assets);
  }

  private static @Nullable String signedIn(Caller caller) {
    boolean isAnybody = caller.role() == Role.VIEWER && caller.name().equals("anybody");
    return isAnybody ? null : caller.name();
  }

  private static Refusal.Words forbidden(Role role) {
    return new Refusal.Words(
        "Not allowed",
        "this needs the role " + role.name().toLowerCase(Locale.ROOT),
        "Sign in with a token that has it.");
  }

  /** For whoever has to say that there is no such thing. */
  static Problem missing(String what, String remedy) {
    return new Problem(Exit.NOT_FOUND, what, "there is none", remedy);
  }
}
