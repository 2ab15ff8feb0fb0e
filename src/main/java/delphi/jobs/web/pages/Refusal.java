package delphi.jobs.web.pages;

import delphi.jobs.desk.Problem;
import delphi.jobs.store.StoreException;
import io.javalin.http.HttpStatus;

/** What was asked for and is not done, as a person is told; nothing of the inside is in it. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient HttpStatus status;
  private final transient Words words;

  Refusal(HttpStatus status, Words words) {
    super(words.what());
    this.status = status;
    this.words = words;
  }

  /**
   * In words.
   *
   * @param remedy what to do, a sentence; may be empty
   */
  public record Words(String title, String what, String remedy) {}

  static Refusal of(Problem problem) {
    String what = String.valueOf(problem.getMessage());
    return switch (problem.exit()) {
      case NOT_FOUND -> new Refusal(HttpStatus.NOT_FOUND, words("Not there", what, problem));
      case CONFLICT -> new Refusal(HttpStatus.CONFLICT, words("Not possible now", what, problem));
      case USAGE -> new Refusal(HttpStatus.BAD_REQUEST, words("Not understood", what, problem));
      case UNREACHABLE, TRY_AGAIN ->
          new Refusal(HttpStatus.SERVICE_UNAVAILABLE, words("No answer", what, problem));
      case OK, FAILED, TIMED_OUT, INTERNAL, YIELDED, CONFIGURATION, INTERRUPTED ->
          new Refusal(HttpStatus.INTERNAL_SERVER_ERROR, words("It failed", what, problem));
    };
  }

  static Refusal of(StoreException unanswered) {
    return new Refusal(
        HttpStatus.SERVICE_UNAVAILABLE,
        new Words(
            "The store does not answer",
            String.valueOf(unanswered.getMessage()),
            unanswered.remedy()));
  }

  HttpStatus status() {
    return status;
  }

  Words words() {
    return words;
  }

  private static Words words(String title, String what, Problem problem) {
    return new Words(title, what, problem.remedy());
  }
}
