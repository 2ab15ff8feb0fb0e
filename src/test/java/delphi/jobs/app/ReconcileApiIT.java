package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.desk.Exit;
import delphi.jobs.store.row.ARow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Whether a batch exists that nobody has heard of, asked over HTTP. */
class ReconcileApiIT {
  private static final String TEMPLATE = "/jobs/{id}/reconcile";

  @TempDir private static Path home = Path.of("");

  private static Served server = never();
  private static String operator = "";
  private static String admin = "";

  @BeforeAll
  static void start() throws Exception {
    assertThat(new Cli(home).run("init").exit()).isEqualTo(Exit.OK);
    operator = token("otto", "operator");
    admin = token("ada", "admin");
    Path script = home.resolve("ask.sh");
    Files.writeString(script, "#!/bin/sh\n. " + home.resolve("provider") + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    server =
        Served.start(
            home,
            Map.of(
                "DELPHI_APP_PATH", home.toString(), "DELPHI_RECONCILE_SCRIPT", script.toString()),
            "serve",
            "--token-file=" + home.resolve("tokens"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void theProviderIsAskedAndItsBatchIsLookedAfter() throws Exception {
    put("found");
    provider("echo '{\"batch_id\":\"msgbatch_7\",\"created_at\":\"2026-11-22T11:00:03Z\"}'");

    Served.Answer answer = reconcile("found", operator, null);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("done").asString("")).startsWith("its batch is msgbatch_7");
    assertThat(answer.json().path("job").path("status").asString("")).isEqualTo("PENDING");
    assertThat(text("found", "batch_id")).isEqualTo("msgbatch_7");
    JsonNode history =
        server.api("GET", "/jobs/{id}/history", "/jobs/found/history", null, null).json();
    assertThat(history.toString()).contains("otto", "msgbatch_7");
  }

  @Test
  void halfAnAnswerIsNoneAndSeveralAreForAPerson() throws Exception {
    put("unsure");
    provider("echo no such key >&2; exit 3");
    Served.Answer failed = reconcile("unsure", operator, null);
    assertThat(failed.status()).isEqualTo(422);
    assertThat(failed.json().path("detail").asString("")).contains("code 3: no such key");

    provider("echo '{\"batch_id\":\"b-1\"}'; echo '{\"batch_id\":\"b-2\"}'");
    Served.Answer several = reconcile("unsure", operator, null);
    assertThat(several.status()).isEqualTo(409);
    assertThat(several.json().path("detail").asString("")).contains("2 batches", "b-1; b-2");
    assertThat(text("unsure", "phase")).isEqualTo("HELD");
  }

  @Test
  void onlyAnAdminIsBelievedAndOnlyOneWhoIsSure() throws Exception {
    put("said");
    String none = "{\"not_ordered\":true}";

    assertThat(reconcile("said", operator, none).status()).isEqualTo(403);
    Served.Answer risk = reconcile("said", admin, none);
    assertThat(risk.status()).isEqualTo(409);
    assertThat(risk.json().path("detail").asString("")).contains("pays for a second one");
    assertThat(text("said", "order_open_since")).isNotEmpty();
    assertThat(reconcile("said", admin, "{\"not_ordered\":true,\"sure\":true}").status())
        .isEqualTo(200);
    assertThat(text("said", "order_open_since")).isEmpty();
  }

  @Test
  void whatAnAdminHasSeenIsLookedAfter() throws Exception {
    put("seen");

    assertThat(reconcile("seen", admin, "{\"ordered\":\"a b\"}").status()).isEqualTo(400);
    assertThat(reconcile("seen", admin, "{\"ordered\":\"b-9\",\"not_ordered\":true}").status())
        .isEqualTo(400);
    assertThat(reconcile("seen", admin, "{\"ordered\":\"b-9\"}").status()).isEqualTo(200);
    assertThat(text("seen", "batch_id")).isEqualTo("b-9");
    assertThat(reconcile("seen", admin, "{\"ordered\":\"b-9\"}").status()).isEqualTo(409);
  }

  private static Served.Answer reconcile(String id, String token, @Nullable String body)
      throws Exception {
    return server.api("POST", TEMPLATE, "/jobs/" + id + "/reconcile", token, body);
  }

  private static void provider(String script) throws IOException {
    Files.writeString(home.resolve("provider"), script + "\n");
  }

  private static void put(String id) {
    new Shelf(home)
        .put(
            ARow.pending(id)
                .text("status", "PROCESSING")
                .text("phase", "HELD")
                .text("lock_expires_at", "9999-12-31T23:59:59.000000+00:00")
                .text("order_marker", "dj-11111111111141118111111111111111")
                .text("order_open_since", "2026-11-22T11:00:00.000000+00:00"));
  }

  private static String text(String id, String name) {
    return new Shelf(home).row(id).text(name).orElse("");
  }

  private static String token(String name, String role) {
    String file = home.resolve("tokens").toString();
    return new Cli(home).run("token", name, "--role=" + role, "--file=" + file).out().strip();
  }

  @SuppressWarnings("NullAway") // set before any test
  private static Served never() {
    return null;
  }
}
