package delphi.jobs.web.pages;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import delphi.jobs.overview.Picture;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.StoreException;
import delphi.jobs.web.Caller;
import delphi.jobs.web.Deeds;
import delphi.jobs.web.Gate;
import delphi.jobs.web.Premises;
import delphi.jobs.web.Refusal;
import delphi.jobs.web.Role;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Puts pages into their frame and answers with them; what is refused becomes a page as well. */
final class Reception {
  /** Refusals of whoever may not see the installation, as far as anybody knows. */
  private static final Set<Integer> OUTSIDE = Set.of(401, 403, 421, 429);

  private final Premises premises;
  private final Lookout lookout;
  private final Assets assets = new Assets();
  private final Press press = new Press();
  private final Deeds deeds;

  Reception(Premises premises, Lookout lookout) {
    this.premises = premises;
    this.lookout = lookout;
    this.deeds = new Deeds(premises, "Tick “I am sure” and send it again, if you are.");
  }

  Deeds deeds() {
    return deeds;
  }

  Assets assets() {
    return assets;
  }

  Instant now() {
    return premises.clock().instant();
  }

  boolean may(Context ctx, Role role) {
    return Gate.caller(ctx).may(role);
  }

  /** A store in which this caller's changes are noted as theirs. */
  JobStore writing(Context ctx) {
    return premises.writing().apply(Gate.caller(ctx).name());
  }

  /** Answers with a page in its frame. */
  void page(Context ctx, HttpStatus status, String title, String section, Press.Sheet sheet) {
    press.answer(ctx, status, sheet.with("frame", frame(ctx, title, section)));
  }

  void page(Context ctx, String title, String section, Press.Sheet sheet) {
    page(ctx, HttpStatus.OK, title, section, sheet);
  }

  /** Answers with a part of a page. */
  void fragment(Context ctx, Press.Sheet sheet) {
    press.answer(ctx, HttpStatus.OK, sheet);
  }

  /** Tells what was refused, with the status that it has. */
  void refuse(Context ctx, Refusal refusal) {
    HttpStatus status = HttpStatus.forStatus(refusal.status());
    if (refusal.status() == 401) {
      signIn(ctx, status, refusal.detail() + ".");
    } else if (OUTSIDE.contains(refusal.status())) {
      Press.Sheet sheet = Press.Sheet.of("refused").with("refusal", refusal);
      press.answer(ctx, status, sheet.with("frame", bare(ctx, refusal.title())));
    } else {
      page(ctx, status, refusal.title(), "", Press.Sheet.of("refused").with("refusal", refusal));
    }
  }

  /** The form for a token, which shows nothing of the installation. */
  void signIn(Context ctx, HttpStatus status, String why) {
    Press.Sheet sheet = Press.Sheet.of("signIn").with("why", why);
    press.answer(ctx, status, sheet.with("frame", bare(ctx, "Sign in")));
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

  /** A frame that shows nothing of the installation. */
  private Frame bare(Context ctx, String title) {
    Bar none = new Bar(List.of(), now(), null);
    return new Frame(
        title, "", none, null, false, Gate.csrf(ctx), "", 0, premises.version(), now(), assets);
  }

  private Frame frame(Context ctx, String title, String section) {
    Caller caller = Gate.caller(ctx);
    return new Frame(
        title,
        section,
        bar(),
        Gate.isSignedIn(ctx) ? caller.name() : null,
        caller.may(Role.OPERATOR),
        Gate.csrf(ctx),
        premises.place(),
        Frame.stripOf(premises.place()),
        premises.version(),
        now(),
        assets);
  }

  /** For whoever has to say that there is no such thing. */
  static Problem missing(String what, String remedy) {
    return new Problem(Exit.NOT_FOUND, what, "there is none", remedy);
  }
}
