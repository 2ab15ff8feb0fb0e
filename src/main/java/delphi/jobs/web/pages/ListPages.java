package delphi.jobs.web.pages;

import delphi.jobs.web.Premises;
import delphi.jobs.web.Role;
import delphi.jobs.web.Watched;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.Optional;

/** The list of jobs, and what of it changes while one looks. */
final class ListPages {
  /** Less than the time after which an open page asks again. */
  private static final Duration SEEN_FOR = Duration.ofSeconds(3);

  private final Premises premises;
  private final Lookout lookout;
  private final Reception reception;
  private final Watched<JobsList> seen;

  ListPages(Premises premises, Lookout lookout, Reception reception) {
    this.premises = premises;
    this.lookout = lookout;
    this.reception = reception;
    this.seen = new Watched<>(premises.clock(), SEEN_FOR, name -> read(Asked.named(name)));
  }

  /**
   * Which page of which list somebody wants.
   *
   * @param from where it begins; empty for the newest
   */
  private record Asked(String query, String from, boolean mayOperate) {
    private static final String BETWEEN = "\n";

    private static Asked of(Context ctx, boolean mayOperate) {
      return new Asked(given(ctx, "q"), given(ctx, "from"), mayOperate);
    }

    private static String given(Context ctx, String name) {
      return Optional.ofNullable(ctx.queryParam(name)).orElse("");
    }

    private static Asked named(String name) {
      String[] parts = name.split(BETWEEN, 3);
      return new Asked(parts[2], parts[1], parts[0].equals("operate"));
    }

    /** The same for the same list, and no other. */
    private String name() {
      return (mayOperate ? "operate" : "look")
          + BETWEEN
          + from.replace(BETWEEN, "")
          + BETWEEN
          + query;
    }
  }

  void show(Context ctx) {
    JobsList list = read(asked(ctx));
    HttpStatus status = list.problem().isEmpty() ? HttpStatus.OK : HttpStatus.BAD_REQUEST;
    reception.page(ctx, status, "Jobs", "jobs", Press.Sheet.of("jobs").with("page", list));
  }

  /** The rows, and what around them counts them or leads on. */
  void now(Context ctx) {
    JobsList list = seen.get(asked(ctx).name());
    if (list.jobs().isEmpty() == given(ctx)) {
      reception.fragment(
          ctx, Press.Sheet.of("jobsNow").with("page", list).with("now", reception.now()));
    } else {
      // From nothing to something, or back: that is another page.
      ctx.header("HX-Refresh", "true").status(HttpStatus.NO_CONTENT);
    }
  }

  private static boolean given(Context ctx) {
    return "yes".equals(ctx.queryParam("none"));
  }

  private Asked asked(Context ctx) {
    return Asked.of(ctx, reception.may(ctx, Role.OPERATOR));
  }

  private JobsList read(Asked asked) {
    return JobsList.of(
        premises.jobs(),
        asked.query(),
        asked.from(),
        Optional.ofNullable(lookout.lastPicture()),
        reception.now(),
        asked.mayOperate());
  }
}
