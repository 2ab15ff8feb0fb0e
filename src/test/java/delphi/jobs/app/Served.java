package delphi.jobs.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real server in a process of its own, and somebody who asks it. */
final class Served implements AutoCloseable {
  private static final Pattern ADDRESS =
      Pattern.compile("listening at http://127\\.0\\.0\\.1:(\\d+)");

  private final Program program;
  private final int port;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final ApiForm form = new ApiForm();

  private Served(Program program, int port) throws IOException {
    this.program = program;
    this.port = port;
  }

  /** Starts {@code serve}, or any other verb that listens. */
  static Served start(Path home, Map<String, String> environment, String... verb)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(verb));
    arguments.add("--http=0");
    Program program = Program.start(home, environment, arguments.toArray(String[]::new));
    program.awaitLine("listening at");
    Matcher matcher = ADDRESS.matcher(program.output());
    assertThat(matcher.find()).as(program.output()).isTrue();
    return new Served(program, Integer.parseInt(matcher.group(1)));
  }

  int port() {
    return port;
  }

  Program program() {
    return program;
  }

  /** What was answered, parsed. */
  record Answer(int status, HttpResponse<String> response) {
    JsonNode json() {
      return JsonMapper.shared().readTree(response.body());
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  /**
   * Asks the API, and holds the answer against its description.
   *
   * @param template the path as the description has it
   * @param path the same with its parts filled in, and parameters
   * @param token null for none
   * @param body null for none
   */
  Answer api(
      String method, String template, String path, @Nullable String token, @Nullable String body)
      throws IOException, InterruptedException {
    Answer answer = ask(method, "/api/v1" + path, token, body);
    assertThat(
            form.wrong(
                method,
                template,
                answer.status(),
                answer.header("Content-Type"),
                answer.response().body()))
        .as(method + " " + path + " -> " + answer.response().body())
        .isEmpty();
    return answer;
  }

  Answer ask(String method, String path, @Nullable String token, @Nullable String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(60))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
    return new Answer(response.statusCode(), response);
  }

  /** A stream that stays open until it is closed. */
  InputStream stream(String path, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(60));
    headers.forEach(request::header);
    HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }

  /** Sends these bytes and nothing else, and returns what comes until the server hangs up. */
  String raw(String bytes) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(bytes.getBytes(UTF_8));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(60_000);
    return socket;
  }

  @Override
  public void close() {
    client.close();
    program.close();
  }
}
