package delphi.jobs.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.desk.Exit;
import delphi.jobs.ops.trace.Receiver;
import delphi.jobs.store.row.ARow;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The real server over a real store: every endpoint, every refusal, and people who mean no good.
 */
class ServeIT {
  @TempDir private static Path home = Path.of("");

  private static Served server = never();
  private static Receiver others = never();
  private static String viewer = "";
  private static String operator = "";
  private static String admin = "";

  @BeforeAll
  static void start() throws Exception {
    assertThat(new Cli(home).run("init").exit()).isEqualTo(Exit.OK);
    viewer = token("vera", "viewer");
    operator = token("otto", "operator");
    admin = token("ada", "admin");
    others = Receiver.open();
    Map<String, String> told =
        Map.of("DELPHI_WEBHOOK_URL", others.address() + "/hook", "DELPHI_BUDGET_DAY", "3 USD");
    server = Served.start(home, told, "serve", "--token-file=" + home.resolve("tokens"));
  }

  @AfterAll
  static void stop() {
    server.close();
    others.close();
  }

  @Test
  void aJobIsSubmittedFoundSteeredAndItsStoryTellsByWhom() throws Exception {
    JsonNode job =
        server
            .api("POST", "/jobs", "/jobs", operator, newJob("story", "\"config\":{\"n\":1.50}"))
            .json();
    String id = job.path("job_id").asString("");

    assertThat(job.path("job_config").asString("")).contains("1.50");
    assertThat(server.api("GET", "/jobs/{id}", "/jobs/" + id.substring(0, 12), null, null).json())
        .isEqualTo(job);
    Served.Answer held =
        server.api("POST", "/jobs/{id}/hold", "/jobs/" + id + "/hold", operator, reason("lunch"));
    assertThat(held.json().path("done").asString("")).startsWith("held");
    JsonNode why = server.api("GET", "/jobs/{id}/why", "/jobs/" + id + "/why", null, null).json();
    assertThat(why.path("reason").asString("")).isEqualTo("held_by_operator");
    assertThat(others.await(letter -> letter.body().contains(id)).body())
        .contains("\"event\":\"held\"", "\"by\":\"otto\"", "lunch");
    JsonNode story =
        server.api("GET", "/jobs/{id}/history", "/jobs/" + id + "/history", null, null).json();
    assertThat(story.get(story.size() - 1).path("name").asString("")).isEqualTo("otto");
    assertThat(story.get(story.size() - 1).path("reason").asString("")).contains("lunch");
    server.api("POST", "/jobs/{id}/release", "/jobs/" + id + "/release", operator, null);
    assertThat(
            server
                .api("POST", "/jobs/{id}/cancel", "/jobs/" + id + "/cancel", operator, null)
                .json()
                .path("job")
                .path("phase")
                .asString(""))
        .isEqualTo("CANCELLED");
  }

  @Test
  void theSameRefusalsAsOnTheCommandLineAsProblems() throws Exception {
    String id = submitted("refusals");
    Cli.Ran ran = new Cli(home).run("retry", id);
    JsonNode problem =
        server.api("POST", "/jobs/{id}/retry", "/jobs/" + id + "/retry", operator, null).json();

    assertThat(ran.exit()).isEqualTo(Exit.CONFLICT);
    assertThat(ran.err()).contains(problem.path("detail").asString("?"));
    assertThat(problem.path("code").asString("")).isEqualTo("conflict");
    assertThat(server.api("GET", "/jobs/{id}", "/jobs/none", null, null).status()).isEqualTo(404);
    Served.Answer unknown =
        server.api(
            "POST",
            "/jobs",
            "/jobs",
            operator,
            "{\"type\":\"FULL_PIPELIN\",\"conversation_id\":\"1\"}");
    assertThat(unknown.json().path("remedy").asString("")).contains("Did you mean FULL_PIPELINE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"FULL_PIPELINE\"}",
        "{\"type\":\"FULL_PIPELINE\",\"conversation_id\":\"1\",\"priority\":101}",
        "{\"type\":\"FULL_PIPELINE\",\"conversation_id\":\"1\",\"priority\":\"high\"}",
        "{\"type\":\"FULL_PIPELINE\",\"conversation_id\":\"1\",\"colour\":\"red\"}",
        "{\"type\":\"FULL_PIPELINE\",\"conversation_id\":\"1\",\"timeout\":\"soon\"}",
        "{\"type\":\"FULL_PIPELINE\",\"conversation_id\":\"1\",\"environment\":{\"A\":1}}",
        "{\"type\":7,\"conversation_id\":\"1\"}",
        "[]",
        "{\"type\":",
        "{} {}"
      })
  void whatMakesNoSenseIsRefusedAndNothingIsStored(String body) throws Exception {
    int before = count();
    assertThat(server.api("POST", "/jobs", "/jobs", operator, body).status()).isEqualTo(400);
    assertThat(count()).isEqualTo(before);
  }

  @Test
  void pagesTellWhatThisProgramIsSetTo() throws Exception {
    assertThat(server.ask("GET", "/types", null, null).response().body())
        .contains("longest that a job may ask for", "7d", "10s to 10m, ");
    assertThat(server.ask("GET", "/migration", null, null).response().body())
        .contains("Ready?", "rows were looked at");
  }

  @Test
  void aKeySubmitsOnce() throws Exception {
    String body = newJob("keyed", "\"key\":\"once\"");
    Served.Answer first = server.api("POST", "/jobs", "/jobs", operator, body);
    Served.Answer second = server.api("POST", "/jobs", "/jobs", operator, body);
    Served.Answer other =
        server.api("POST", "/jobs", "/jobs", operator, newJob("other", "\"key\":\"once\""));

    assertThat(List.of(first.status(), second.status(), other.status()))
        .containsExactly(201, 200, 409);
    assertThat(first.json().path("job_id")).isEqualTo(second.json().path("job_id"));
    assertThat(first.header("Location"))
        .isEqualTo("/api/v1/jobs/" + first.json().path("job_id").asString(""));
  }

  @Test
  void listsArePagedAndFiltered() throws Exception {
    for (int i = 0; i < 5; i++) {
      submitted("paged");
    }
    List<String> found = new ArrayList<>();
    String cursor = "";
    for (int page = 0; page < 5; page++) {
      JsonNode answer =
          server
              .api(
                  "GET",
                  "/jobs",
                  "/jobs?filter=conversation:paged&state=waiting&limit=2&cursor=" + cursor,
                  null,
                  null)
              .json();
      answer.path("jobs").forEach(job -> found.add(job.path("job_id").asString("")));
      cursor = answer.path("next").asString("");
      if (cursor.isEmpty()) {
        break;
      }
    }

    assertThat(found).hasSize(5).doesNotHaveDuplicates();
    assertThat(server.api("GET", "/jobs", "/jobs?cursor=x", null, null).status()).isEqualTo(400);
    assertThat(server.api("GET", "/jobs", "/jobs?limit=0", null, null).status()).isEqualTo(400);
    assertThat(
            server
                .api("GET", "/jobs", "/jobs?filter=statu:FAILED", null, null)
                .json()
                .path("remedy")
                .asString(""))
        .isEqualTo("Did you mean status?");
  }

  @Test
  void manyJobsTakeAWordMore() throws Exception {
    String one = submitted("many");
    String two = submitted("many");
    String filter = "\"filter\":\"conversation:many\"";
    String deed = "{\"deed\":\"hold\"," + filter;

    assertThat(server.api("POST", "/deeds", "/deeds", operator, deed + "}").status())
        .isEqualTo(409);
    JsonNode would =
        server.api("POST", "/deeds", "/deeds", operator, deed + ",\"dry_run\":true}").json();
    assertThat(would.path("would_change").size()).isEqualTo(2);
    JsonNode done =
        server.api("POST", "/deeds", "/deeds", operator, deed + ",\"sure\":true}").json();
    assertThat(done.path("outcomes").size()).isEqualTo(2);
    assertThat(new Shelf(home).row(one).text("phase")).contains("HELD");
    JsonNode again =
        server
            .api(
                "POST",
                "/deeds",
                "/deeds",
                operator,
                "{\"deed\":\"hold\",\"jobs\":[\"" + one + "\",\"" + two + "\",\"none\"]}")
            .json();
    again.path("outcomes").forEach(each -> assertThat(each.has("refused")).isTrue());
  }

  @Test
  void rolesAreMinded() throws Exception {
    String id = submitted("roles");
    String hold = "/jobs/" + id + "/hold";
    String fail = "/jobs/" + id + "/force-fail";

    assertThat(server.api("POST", "/jobs/{id}/hold", hold, null, null).status()).isEqualTo(401);
    assertThat(server.api("POST", "/jobs/{id}/hold", hold, viewer, null).status()).isEqualTo(403);
    assertThat(server.api("POST", "/jobs/{id}/hold", hold, "wrong", null).status()).isEqualTo(401);
    assertThat(server.api("POST", "/jobs/{id}/force-fail", fail, operator, null).status())
        .isEqualTo(403);
    assertThat(
            server
                .api(
                    "POST",
                    "/deeds",
                    "/deeds",
                    operator,
                    "{\"deed\":\"force-fail\",\"jobs\":[\"" + id + "\"]}")
                .status())
        .isEqualTo(403);
    assertThat(server.api("POST", "/jobs/{id}/force-fail", fail, admin, null).status())
        .isEqualTo(200);
  }

  @Test
  void aRiskHasToBeTaken() throws Exception {
    new Shelf(home)
        .put(
            ARow.pending("lost")
                .text("status", "PROCESSING")
                .text("worker_id", "old")
                .text("started_at", "2020-01-01T00:00:00+00:00"));
    String path = "/jobs/lost/requeue";

    JsonNode problem = server.api("POST", "/jobs/{id}/requeue", path, admin, null).json();
    assertThat(problem.path("remedy").asString("")).contains("`sure`");
    assertThat(server.api("POST", "/jobs/{id}/requeue", path, admin, "{\"sure\":true}").status())
        .isEqualTo(200);
  }

  /** Two hundred of them take a second or two; the numbers themselves ask a few times. */
  @Test
  void aFloodOfProbesReadsTheTableOnceASecond() throws Exception {
    double before = queries();

    for (int i = 0; i < 200; i++) {
      assertThat(server.ask("GET", "/readyz", null, null).status()).isEqualTo(200);
    }

    assertThat(queries() - before).isBetween(1.0, 100.0);
  }

  @Test
  void figuresAndSignalsAnswer() throws Exception {
    submitted("figures");
    assertThat(server.api("GET", "/why", "/why", null, null).json().path("reasons").size())
        .isPositive();
    assertThat(server.api("GET", "/pollers", "/pollers", null, null).json().isArray()).isTrue();
    assertThat(server.api("GET", "/demand", "/demand", null, null).json().path("wanted").asInt(0))
        .isPositive();
    assertThat(server.api("GET", "/stats", "/stats?by=conversation", null, null).status())
        .isEqualTo(200);
    assertThat(server.api("GET", "/stats", "/stats?by=colour", null, null).status()).isEqualTo(400);
    server.api("GET", "/openapi.json", "/openapi.json", null, null);
    assertThat(server.ask("GET", "/livez", null, null).response().body()).isEqualTo("ok\n");
    assertThat(server.ask("GET", "/readyz?verbose", null, null).response().body())
        .contains("[+] store");
    assertThat(server.ask("GET", "/metrics", null, null).response().body())
        .contains("delphi_build_info");
    assertThat(server.ask("GET", "/version", null, null).json().has("version")).isTrue();
  }

  @Test
  void aJobContinuesTheTraceOfItsRequest() throws Exception {
    String place = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    String id = traced("traced", place).path("job_id").asString("");
    String again = traced("traced", place.replace("b7ad", "c7ad")).path("job_id").asString("");
    String other = traced("not-traced", "00-nonsense").path("job_id").asString("");

    assertThat(new Shelf(home).row(id).toString()).contains(place);
    assertThat(again).as("the same key in another trace").isEqualTo(id);
    assertThat(new Shelf(home).row(other).toString()).doesNotContain("nonsense");
  }

  private JsonNode traced(String key, String place) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/v1/jobs"))
            .header("Authorization", "Bearer " + operator)
            .header("Content-Type", "application/json")
            .header("traceparent", place)
            .POST(HttpRequest.BodyPublishers.ofString(newJob("9", "\"key\":\"" + key + "\"")))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return JsonMapper.shared()
          .readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
  }

  @Test
  void whatJobsHaveCostIsTold() throws Exception {
    new Shelf(home)
        .put(
            ARow.pending("dear")
                .text("status", "COMPLETED")
                .text("conversation_id", "cost")
                .text("completed_at", Instant.now().toString())
                .text("created_at", Instant.now().toString())
                .text(
                    "spent",
                    "{\"models\":{\"m-1\":{\"reports\":1,\"input_tokens\":5,\"output_tokens\":6,"
                        + "\"money\":{\"USD\":\"0.25\"}}},\"read_units\":1.5,\"write_units\":7}"));
    String path = "/cost?by=conversation,model&conversation=cost";

    JsonNode report = server.api("GET", "/cost", path, null, null).json();

    JsonNode line = report.path("groups").path(0);
    assertThat(line.path("model").asString("")).isEqualTo("m-1");
    assertThat(line.path("spent").path("money").path("USD").asString("")).isEqualTo("0.25");
    assertThat(report.path("all").path("write_units").asDouble(0)).isEqualTo(7);
    JsonNode budget = report.path("budgets").path("budgets").path(0);
    assertThat(budget.path("limit").asString("")).isEqualTo("3 USD");
    assertThat(server.api("GET", "/cost", "/cost?by=colour", null, null).status()).isEqualTo(400);
  }

  @Test
  void valuesOfVariablesAreNotShown() throws Exception {
    String canary = "canary-5f2b";
    Served.Answer job =
        server.api(
            "POST",
            "/jobs",
            "/jobs",
            operator,
            newJob("secret", "\"environment\":{\"API_KEY\":\"" + canary + "\"}"));
    String id = job.json().path("job_id").asString("");

    assertThat(new Shelf(home).row(id).toString()).contains(canary);
    assertThat(job.response().body()).contains("API_KEY").doesNotContain(canary);
    assertThat(server.ask("GET", "/api/v1/jobs?limit=1000", null, null).response().body())
        .doesNotContain(canary);
  }

  @Test
  void everyAnswerForbidsWhatAPageCouldBeMadeToDo() throws Exception {
    for (String path : List.of("/api/v1/jobs", "/nothing", "/livez")) {
      Served.Answer answer = server.ask("GET", path, null, null);
      assertThat(answer.header("Content-Security-Policy"))
          .contains("default-src 'none'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
      assertThat(answer.header("Server")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: evil.example",
        "Host: evil.example:80\r\nX-Forwarded-Host: localhost",
        "Host: 127.0.0.1.evil.example",
        "Host: localhost.evil",
        "Host: [::1].evil"
      })
  void whoCallsItByAnotherNameIsNotAnswered(String host) throws IOException {
    assertThat(server.raw("GET /api/v1/jobs HTTP/1.1\r\n" + host + "\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 4")
        .doesNotContain("job_id");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: http://evil.example",
        "Origin: null",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
        "Origin: http://localhost.evil.example"
      })
  void aPageOfSomebodyElseChangesNothing(String header) throws Exception {
    String id = submitted("foreign");
    String answer =
        server.raw(
            "POST /api/v1/jobs/"
                + id
                + "/hold HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + operator
                + "\r\n"
                + header
                + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 403");
    assertThat(new Shelf(home).row(id).text("phase")).isEmpty();
  }

  @Test
  void aBrowserSignsInAndItsFormsNeedTheirSecret() throws Exception {
    String form = "token=" + operator + "&next=//evil.example";
    String in = server.raw(post("/login", form, ""));
    assertThat(in).startsWith("HTTP/1.1 302").contains("HttpOnly; SameSite=Strict");
    assertThat(in.lines().filter(line -> line.startsWith("Location: ")))
        .singleElement()
        .asString()
        .doesNotContain("evil");
    String cookie =
        in.lines()
            .filter(line -> line.startsWith("Set-Cookie: "))
            .findFirst()
            .orElseThrow()
            .replaceAll("Set-Cookie: ([^;]*);.*", "$1");
    String id = submitted("browser");

    assertThat(server.raw(post("/api/v1/jobs/" + id + "/hold", "", "Cookie: " + cookie + "\r\n")))
        .startsWith("HTTP/1.1 403")
        .contains("not of this sign-in");
    assertThat(server.raw(post("/login", "token=wrong", ""))).startsWith("HTTP/1.1 401");
    assertThat(new Shelf(home).row(id).text("phase")).isEmpty();
  }

  @Test
  void whatIsTooLargeOrOddIsRefusedAndTheServerGoesOn() throws Exception {
    String large = "{\"type\":\"" + "x".repeat(2 << 20) + "\"}";
    assertThat(server.ask("POST", "/api/v1/jobs", operator, large).status()).isEqualTo(413);
    assertThat(
            server.raw(
                "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(64_000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431")
        .contains("application/problem+json", "\"code\":\"usage\"");
    assertThat(server.raw("NONSENSE\r\n\r\n"))
        .startsWith("HTTP/1.1 4")
        .contains("application/problem+json");
    assertThat(
            server.raw(
                "GET /api/v1/jobs/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 4")
        .contains("application/problem+json")
        .doesNotContain("<html", "jetty");
    assertThat(server.ask("DELETE", "/api/v1/jobs", operator, null).status()).isEqualTo(405);
    assertThat(server.ask("GET", "/livez", null, null).status()).isEqualTo(200);
    assertThat(server.program().output()).doesNotContain("met a defect");
  }

  @Test
  void whoeverTakesForeverToAskIsHungUpOn() throws Exception {
    try (Socket slow = server.connect()) {
      slow.getOutputStream().write("GET /livez HTTP/1.1\r\nHost: localhost\r\n".getBytes(UTF_8));
      slow.getOutputStream().flush();
      // The end of the stream is the server's doing; the socket's own limit would be an exception.
      assertThat(slow.getInputStream().readAllBytes()).asString(UTF_8).doesNotContain("200 OK");
    }
  }

  @Test
  void aLogIsFollowedAndGoesOnWhereSomebodyStopped() throws Exception {
    Journals.write(home, "logged", 1, 30);
    new Shelf(home).put(ARow.pending("logged"));

    List<String> first = events("/api/v1/jobs/logged/logs/live", Map.of(), 10);
    String seen = first.getLast().replaceAll("id: (\\S+).*", "$1");
    List<String> rest = events("/api/v1/jobs/logged/logs/live", Map.of("Last-Event-ID", seen), 20);

    assertThat(first.getFirst()).contains("\"message\":\"line 1\"");
    assertThat(rest.getFirst()).contains("\"message\":\"line 11\"");
    assertThat(rest.getLast()).contains("\"message\":\"line 30\"");
    JsonNode part =
        server
            .api("GET", "/jobs/{id}/logs", "/jobs/logged/logs?limit=7&after=" + seen, null, null)
            .json();
    assertThat(part.path("lines").size()).isEqualTo(7);
    assertThat(part.path("lines").get(0).path("message").asString("")).isEqualTo("line 11");
    assertThat(
            server.api("GET", "/jobs/{id}/logs", "/jobs/logged/logs?after=x", null, null).status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a/b", "a%b", "a%2Fb", "/", "a b", "a;b", "a?b", "a#b", "a\\b", "ä→", ".."})
  void aJobOfAnyIdIsFoundSteeredAndRead(String id) throws Exception {
    new Shelf(home).put(ARow.pending(id));
    String path = "/jobs/" + URLEncoder.encode(id, UTF_8).replace("+", "%20");

    assertThat(server.api("GET", "/jobs/{id}", path, null, null).json().path("job_id").asString(""))
        .isEqualTo(id);
    assertThat(server.api("GET", "/jobs/{id}/logs", path + "/logs", null, null).status())
        .isEqualTo(200);
    assertThat(server.api("POST", "/jobs/{id}/hold", path + "/hold", operator, null).status())
        .isEqualTo(200);
    assertThat(server.ask("GET", path, null, null).status()).isEqualTo(200);
    Journals.write(home, id, 1, 2);
    assertThat(events("/api/v1" + path + "/logs/live", Map.of(), 2)).hasSize(2);
  }

  /** The first events of a stream, each in one line with its id before it. */
  private List<String> events(String path, Map<String, String> headers, int count)
      throws Exception {
    List<String> events = new ArrayList<>();
    try (InputStream in = server.stream(path, headers);
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8))) {
      String id = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          id = line;
        } else if (line.startsWith("data: ")) {
          events.add(id + " " + line);
        }
        if (events.size() == count) {
          break;
        }
      }
    }
    return events;
  }

  private static String post(String path, String form, String headers) {
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        + headers
        + "Content-Length: "
        + form.length()
        + "\r\nConnection: close\r\n\r\n"
        + form;
  }

  private static String newJob(String conversation, String more) {
    return "{\"type\":\"FULL_PIPELINE\",\"conversation_id\":\"" + conversation + "\"," + more + "}";
  }

  private static String reason(String text) {
    return "{\"reason\":\"" + text + "\"}";
  }

  private String submitted(String conversation) throws Exception {
    return server
        .api("POST", "/jobs", "/jobs", operator, newJob(conversation, "\"priority\":50"))
        .json()
        .path("job_id")
        .asString("");
  }

  private int count() throws Exception {
    return server.ask("GET", "/api/v1/jobs?limit=1000", null, null).json().path("jobs").size();
  }

  private static String token(String name, String role) throws IOException {
    Cli.Ran ran =
        new Cli(home)
            .run("token", name, "--role=" + role, "--file=" + home.resolve("tokens").toString());
    assertThat(ran.exit()).isEqualTo(Exit.OK);
    assertThat(Files.readString(home.resolve("tokens"))).doesNotContain(ran.out().strip());
    return ran.out().strip();
  }

  private static double queries() throws Exception {
    return server
        .ask("GET", "/metrics", null, null)
        .response()
        .body()
        .lines()
        .filter(line -> line.startsWith("delphi_store_requests_total{op=\"query\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // set before any test
  private static <T> T never() {
    return null;
  }
}
