package delphi.jobs.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The example's stand-in for a batch provider, as a process of its own that ends with its stdin.
 */
final class BatchProvider implements AutoCloseable {

  static final String BATCHES = "/v1/messages/batches";

  private static final long LIMIT_SECONDS = 60;
  private static final String GREETING = "listening on ";

  private final Process process;
  private final URI address;
  private final HttpClient client = HttpClient.newHttpClient();

  private BatchProvider(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /**
   * @param state the folder with all that it remembers
   * @param checks how many checks a batch needs before it is done
   */
  static BatchProvider start(Path state, int checks) throws Exception {
    Process process =
        DelphiLite.in(state)
            .prepare(
                "batch_provider.py",
                "--state=" + state,
                "--checks=" + checks,
                "--retry-after=7",
                "--exit-with-stdin")
            .redirectError(state.resolve("provider-log.txt").toFile())
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    CompletableFuture<@Nullable String> firstLine =
        CompletableFuture.supplyAsync(() -> {
          try {
            return out.readLine();
          } catch (IOException e) {
            return e.toString();
          }
        });
    String line = firstLine.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    if (line == null || !line.startsWith(GREETING)) {
      process.destroyForcibly();
      throw new IOException("The provider did not start: " + line);
    }
    return new BatchProvider(process, URI.create(line.substring(GREETING.length())));
  }

  URI address() {
    return address;
  }

  /** Every batch that was ever accepted. */
  JsonNode ledger() throws Exception {
    return JsonMapper.shared().readTree(get("/ledger").body()).path("batches");
  }

  Answer get(String path) throws Exception {
    return send(request(path).GET().build());
  }

  Answer post(String path, String body) throws Exception {
    return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  /** What it answered. */
  record Answer(int code, String body) {}

  /** Closes its stdin and waits for the end that must follow. */
  @Override
  public void close() throws IOException {
    client.close();
    process.getOutputStream().close();
    try {
      process.onExit().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
    } finally {
      process.destroyForcibly();
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(LIMIT_SECONDS));
  }

  private Answer send(HttpRequest request) throws Exception {
    var answer = client.send(request, BodyHandlers.ofString());
    return new Answer(answer.statusCode(), answer.body());
  }
}
