package delphi.jobs.app.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import delphi.jobs.engine.ThreadTasks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client meets and what the endpoint gets, fault by fault, at the level of HTTP. */
class FaultProxyTest {
  private static final String ANSWER = "{\"Attributes\":{\"job_id\":{\"S\":\"grüße\"}}}";
  private static final Duration LATE = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(700);
  private static final long LIMIT_SECONDS = 60;
  private static final Set<Fault> DONE =
      Set.of(
          Fault.ERROR_AFTER,
          Fault.RESET_AFTER,
          Fault.TRUNCATED,
          Fault.PAGE_AFTER,
          Fault.SWALLOWED,
          Fault.LATE,
          Fault.WRONG_CHECKSUM,
          Fault.EMPTY_AFTER);

  private final List<String> received = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer endpoint;
  private final FaultProxy proxy;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  FaultProxyTest() throws IOException {
    endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    endpoint.setExecutor(threads);
    endpoint.createContext("/", this::receive);
    proxy =
        FaultProxy.start(
            URI.create("http://127.0.0.1:" + endpoint.getAddress().getPort()),
            LATE,
            new ThreadTasks());
  }

  @BeforeEach
  void start() {
    endpoint.start();
  }

  @AfterEach
  void stop() {
    proxy.close();
    client.close();
    endpoint.stop(0);
    threads.close();
  }

  @Test
  void whatIsForwardedComesBackWhole() throws Exception {
    String large = "x".repeat(300_000);

    assertThat(ask(1, large)).isEqualTo("200 " + ANSWER);
    assertThat(ask(1, "{}")).isEqualTo("200 " + ANSWER);

    assertThat(received).containsExactly(large, "{}");
    assertThat(proxy.traffic().kinds()).containsEntry("UpdateItem", 2L).hasSize(1);
    assertThat(proxy.traffic().broken()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void eachFaultIsWhatItSaysForBothSides(Fault fault) throws Exception {
    proxy.follow(FaultPolicy.when(call -> call.attempt() == 1, fault));

    boolean isSilent = fault == Fault.SWALLOWED || fault == Fault.LATE;
    Duration patience = isSilent ? SHORT : Duration.ofSeconds(LIMIT_SECONDS);
    assertThat(send(1, "first", patience)).isEqualTo(expected(fault));
    assertThat(ask(2, "second")).isEqualTo("200 " + ANSWER);

    assertThat(received)
        .isEqualTo(DONE.contains(fault) ? List.of("first", "second") : List.of("second"));
    assertThat(fault.isDone()).isEqualTo(DONE.contains(fault));
    assertThat(proxy.traffic().kinds())
        .containsEntry(fault.name(), 1L)
        .containsEntry("UpdateItem", 2L);
    assertThat(proxy.traffic().broken()).isEqualTo(1);
  }

  /** What the client sees; an exception by its kind. */
  private static String expected(Fault fault) {
    return switch (fault) {
      case ERROR_BEFORE, ERROR_AFTER ->
          "500 {\"__type\":\"com.amazonaws.dynamodb.v20120810#InternalServerError\","
              + "\"message\":\"The request processing has failed\"}";
      case THROTTLED ->
          "400 {\"__type\":\"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException\","
              + "\"message\":\"The level was exceeded\"}";
      case RESET_BEFORE, RESET_AFTER, TRUNCATED -> "broken off";
      case PAGE_BEFORE, PAGE_AFTER -> "502 <html><body><h1>502 Bad Gateway</h1></body></html>";
      case SWALLOWED, LATE -> "no answer";
      case WRONG_CHECKSUM -> "200 " + ANSWER.replace("\"}", "?\"}") + " ";
      case EMPTY_BEFORE, EMPTY_AFTER -> "200 ";
      case EXPIRED_TOKEN ->
          "400 {\"__type\":\"com.amazon.coral.service#ExpiredTokenException\","
              + "\"message\":\"The security token is expired\"}";
    };
  }

  @Test
  void whatIsDroppedNeverArrivesAndIsNeverAnswered() throws Exception {
    proxy.follow(FaultPolicy.all(Treatment.DROP));

    assertThat(send(1, "gone", SHORT)).isEqualTo("no answer");

    assertThat(received).isEmpty();
    assertThat(proxy.traffic().kinds()).containsEntry("DROPPED", 1L);
  }

  @Test
  void whatIsDelayedIsAnsweredAfterThatTimeAndNotBefore() throws Exception {
    Duration delay = Duration.ofMillis(300);
    proxy.follow(FaultPolicy.all(new Treatment.Delay(delay)));

    long start = System.nanoTime();
    assertThat(ask(1, "slow")).isEqualTo("200 " + ANSWER);

    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(delay.toNanos());
  }

  @Test
  void whatIsHeldBackWhenTheProxyClosesNeverArrives() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    proxy.follow(_ -> {
      arrived.countDown();
      return new Treatment.Delay(LATE);
    });
    CompletableFuture<String> answer = new CompletableFuture<>();
    threads.execute(() -> {
      try {
        answer.complete(send(1, "late", LATE));
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    });
    assertThat(arrived.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();

    proxy.close();

    assertThat(answer.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("broken off");
    assertThat(received).isEmpty();
  }

  @Test
  void faultsThatComeSometimesComeAsOftenAsTheyShouldAndTheSameForASeed() {
    List<Fault> faults = List.of(Fault.ERROR_AFTER, Fault.RESET_AFTER);
    assertThat(drawn(faults, 7)).isEqualTo(drawn(faults, 7)).isNotEqualTo(drawn(faults, 8));

    long failed = drawn(faults, 7).stream().filter(Treatment.Fail.class::isInstance).count();
    assertThat(failed).isBetween(430L, 570L);
    assertThat(drawn(faults, 7))
        .contains(
            new Treatment.Fail(Fault.ERROR_AFTER),
            new Treatment.Fail(Fault.RESET_AFTER),
            Treatment.FORWARD);
  }

  private static List<Treatment> drawn(List<Fault> faults, long seed) {
    FaultPolicy policy = FaultPolicy.sometimes(0.05, faults, new Random(seed));
    Call call = new Call("Query", 1);
    return IntStream.range(0, 10_000).mapToObj(_ -> policy.on(call)).toList();
  }

  private String ask(int attempt, String body) throws InterruptedException {
    return send(attempt, body, Duration.ofSeconds(LIMIT_SECONDS));
  }

  private String send(int attempt, String body, Duration patience) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(proxy.address())
            .timeout(patience)
            .header("X-Amz-Target", "DynamoDB_20120810.UpdateItem")
            .header("amz-sdk-request", "attempt=" + attempt + "; max=3")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body();
    } catch (HttpTimeoutException silent) {
      return "no answer";
    } catch (IOException broken) {
      return "broken off";
    }
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      byte[] answer = ANSWER.getBytes(StandardCharsets.UTF_8);
      // In chunks, which is the harder form to pass on.
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(answer);
    }
  }
}
