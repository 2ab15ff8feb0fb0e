package delphi.jobs.ops.hook;

import delphi.jobs.store.spool.Outbox.Letter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Sends one message once. */
final class Post implements AutoCloseable {
  private static final int GOOD_FROM = 200;
  private static final int BAD_FROM = 300;
  private static final int REFUSED_FROM = 400;
  private static final int REFUSED_TO = 500;

  /** Refusals that pass: time-out, too early, too many. */
  private static final Set<Integer> PASSING = Set.of(408, 425, 429);

  private final HookSettings settings;
  private final InstantSource clock;
  private final HttpClient client;

  Post(HookSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.pace().answer())
            .build();
  }

  /** What came of it. */
  sealed interface Answer {
    record Taken() implements Answer {}

    /** Asking again would not help. */
    record Refused(String why) implements Answer {}

    record NotTaken(String why) implements Answer {}
  }

  /**
   * Sends it; the answer may take as long as it likes.
   *
   * @param answered is run once there is one
   */
  Sent send(Letter letter, Runnable answered) {
    CompletableFuture<HttpResponse<Void>> response =
        client.sendAsync(request(letter), HttpResponse.BodyHandlers.discarding());
    return new Sent(response, response.whenComplete((_, _) -> answered.run()));
  }

  /**
   * A letter that is on its way.
   *
   * @param told is done when whoever waits has been told
   */
  record Sent(
      CompletableFuture<HttpResponse<Void>> response, CompletableFuture<HttpResponse<Void>> told) {
    boolean isAnswered() {
      return response.isDone();
    }

    /** What came of it by now; waits no longer. */
    Answer answer(Duration waited) throws InterruptedException {
      try {
        return response.isDone()
            ? judged(response.get().statusCode())
            : new Answer.NotTaken("no answer within " + waited.toMillis() + " ms");
      } catch (ExecutionException failed) {
        Throwable cause = failed.getCause();
        return new Answer.NotTaken(cause == null ? "no answer" : cause.getClass().getSimpleName());
      } finally {
        response.cancel(true);
      }
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private HttpRequest request(Letter letter) {
    long seconds = clock.instant().getEpochSecond();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(settings.to())
            .header("Content-Type", "application/json")
            .header("User-Agent", "delphi-jobs")
            .header("webhook-id", letter.id())
            .header("webhook-timestamp", Long.toString(seconds))
            .POST(HttpRequest.BodyPublishers.ofString(letter.text()));
    Secret secret = settings.secret();
    if (secret != null) {
      request.header("webhook-signature", secret.signature(letter.id(), seconds, letter.text()));
    }
    return request.build();
  }

  private static Answer judged(int status) {
    if (status >= GOOD_FROM && status < BAD_FROM) {
      return new Answer.Taken();
    }
    String why = "HTTP " + status;
    boolean isRefusal = status >= REFUSED_FROM && status < REFUSED_TO && !PASSING.contains(status);
    return isRefusal ? new Answer.Refused(why) : new Answer.NotTaken(why);
  }
}
