package delphi.jobs.ops.hook;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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
   * Sends it.
   *
   * @param most how long an answer, all of it, may take
   */
  Answer send(Message message, Duration most) throws InterruptedException {
    CompletableFuture<HttpResponse<Void>> answer =
        client.sendAsync(request(message), HttpResponse.BodyHandlers.discarding());
    try {
      return judged(answer.get(most.toMillis(), TimeUnit.MILLISECONDS).statusCode());
    } catch (TimeoutException tooLate) {
      return new Answer.NotTaken("no answer within " + most.toMillis() + " ms");
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      return new Answer.NotTaken(cause == null ? "no answer" : cause.getClass().getSimpleName());
    } finally {
      answer.cancel(true);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private HttpRequest request(Message message) {
    long seconds = clock.instant().getEpochSecond();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(settings.to())
            .header("Content-Type", "application/json")
            .header("User-Agent", "delphi-jobs")
            .header("webhook-id", message.id())
            .header("webhook-timestamp", Long.toString(seconds))
            .POST(HttpRequest.BodyPublishers.ofString(message.json()));
    Secret secret = settings.secret();
    if (secret != null) {
      request.header("webhook-signature", secret.signature(message.id(), seconds, message.json()));
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
