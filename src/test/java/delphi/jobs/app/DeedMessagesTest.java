package delphi.jobs.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.desk.Exit;
import delphi.jobs.ops.hook.Mailbox;
import delphi.jobs.store.row.ARow;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What others are told of what somebody does to jobs by the command line. */
class DeedMessagesTest {
  @TempDir private Path home = Path.of("");

  @BeforeEach
  void makeJobs() {
    assertThat(new Cli(home).run("init").exit()).isEqualTo(Exit.OK);
    for (String id : List.of("one", "two", "three")) {
      new Shelf(home).put(ARow.pending(id));
    }
  }

  @Test
  void heldFailedAndCancelledJobsAreToldWithWhoDidIt() throws Exception {
    try (Mailbox box = new Mailbox(_ -> 204)) {
      Cli cli = cli(box).with("DELPHI_WEBHOOK_EVENTS", "failed,held,cancelled");

      Cli.Ran held = cli.run("hold", "one", "--reason", "lunch");
      cli.run("release", "one");
      cli.run("force-fail", "two");
      cli.run("cancel", "three");

      assertThat(held.exit()).isEqualTo(Exit.OK);
      assertThat(held.err()).isEqualTo("delphi: held. `delphi release one` lets it go on.\n");
      List<JsonNode> told = box.await(3).stream().map(DeedMessagesTest::body).toList();
      assertThat(told)
          .extracting(each -> text(each, "event"))
          .containsExactly("held", "failed", "cancelled");
      assertThat(told)
          .extracting(each -> text(each, "job_id"))
          .containsExactly("one", "two", "three");
      assertThat(told).allSatisfy(each -> assertThat(text(each, "by")).startsWith("ann@"));
      assertThat(text(told.getFirst(), "why")).isEqualTo("Held: lunch");
      assertThat(box.calls()).isEqualTo(3);
    }
  }

  @Test
  void manyAtOnceAreToldOneByOne() throws Exception {
    try (Mailbox box = new Mailbox(_ -> 204)) {
      Cli.Ran ran = cli(box).run("force-fail", "status:PENDING", "--yes");

      assertThat(ran.err()).isEqualTo("delphi: 3 of 3 jobs changed.\n");
      assertThat(box.await(3)).extracting(Mailbox.Letter::id).doesNotHaveDuplicates();
    }
  }

  @Test
  void aDeedIsDoneWhereNobodyListensAndToldByTheNextCommand() throws Exception {
    Cli.Ran held = cli(nobody()).run("hold", "one");

    assertThat(held.exit()).isEqualTo(Exit.OK);
    assertThat(held.out()).isEqualTo("one\n");
    assertThat(held.err())
        .contains("held.", "are not taken (ConnectException): 1 kept on this host")
        .doesNotContain("hidden");

    try (Mailbox box = new Mailbox(_ -> 204)) {
      cli(box).run("hold", "two");

      assertThat(box.await(2))
          .extracting(each -> text(body(each), "job_id"))
          .containsExactly("one", "two");
    }
  }

  @Test
  void aDeedIsDoneWhereTheSecretCannotBeRead() throws Exception {
    Cli.Ran held =
        cli(nobody()).with("DELPHI_WEBHOOK_SECRET_FILE", home + "/none").run("hold", "one");

    assertThat(held.exit()).isEqualTo(Exit.OK);
    assertThat(held.err()).contains("held.", "done, but nobody is told of it", "cannot be read");
  }

  @Test
  void whatNobodyIsToldOfLoadsNothing() throws Exception {
    assertThat(loaded(Map.of(), "hold", "one")).doesNotContain("ops.hook.Hooks", "java.net.http");
    assertThat(loaded(Map.of("DELPHI_WEBHOOK_URL", nobody()), "release", "one"))
        .contains("ops.hook.HeraldedStore")
        .doesNotContain("ops.hook.Message", "java.net.http");
  }

  private String loaded(Map<String, String> environment, String... arguments) throws Exception {
    Path classes = home.resolve("classes.txt");
    Process run =
        Program.builder(home, environment, List.of("-Xlog:class+load:file=" + classes), arguments)
            .redirectErrorStream(true)
            .start();
    String said = new String(run.getInputStream().readAllBytes(), UTF_8);
    assertThat(run.waitFor()).as(said).isZero();
    return Files.readString(classes);
  }

  private Cli cli(Mailbox box) {
    return cli(box.address().toString());
  }

  private Cli cli(String address) {
    return new Cli(home).with("USER", "ann").with("DELPHI_WEBHOOK_URL", address);
  }

  private static String nobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return "http://127.0.0.1:" + socket.getLocalPort() + "/hook?token=hidden";
    }
  }

  private static JsonNode body(Mailbox.Letter letter) {
    return JsonMapper.shared().readTree(letter.body());
  }

  private static String text(JsonNode body, String name) {
    return body.path(name).asString("");
  }
}
