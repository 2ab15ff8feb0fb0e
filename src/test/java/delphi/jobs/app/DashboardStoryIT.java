package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import delphi.jobs.desk.Exit;
import delphi.jobs.web.pages.BrowserAtHand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody does who submits a job in a browser and wants to know why it has failed. */
class DashboardStoryIT {
  private static final String SCRIPT =
      """
      #!/bin/sh
      echo 'loading comments'
      echo "FileNotFoundError: [Errno 2] No such file or directory: 'comments.csv'" >&2
      exit 1
      """;

  @TempDir private Path home = Path.of("");

  @Test
  void fromSubmittingAJobToReadingWhyItFailed() throws Exception {
    try (BrowserAtHand hand = BrowserAtHand.open()) {
      assertThat(new Cli(home).run("init").exit()).isEqualTo(Exit.OK);
      Path tokens = home.resolve("tokens");
      Cli.Ran token = new Cli(home).run("token", "otto", "--role=operator", "--file=" + tokens);
      Path script = Files.writeString(home.resolve("run.sh"), SCRIPT);
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
      Map<String, String> environment =
          Map.of(
              "DELPHI_RUN_SCRIPT", script.toString(),
              "DELPHI_APP_PATH", home.toString(),
              "DELPHI_POLLING_INTERVAL", "200ms");
      try (Served server = Served.start(home, environment, "poll", "--token-file=" + tokens);
          BrowserContext context =
              hand.browser()
                  .newContext(
                      new Browser.NewContextOptions()
                          .setBaseURL("http://127.0.0.1:" + server.port()))) {
        Page page = context.newPage();
        page.navigate("/submit");
        page.locator("#token").fill(token.out().strip());
        page.locator("main button").click();
        page.locator("text=Sign out").waitFor();
        page.navigate("/submit");
        page.getByLabel("Conversation").fill("4711");
        page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Submit").setExact(true))
            .click();
        page.waitForURL("**/jobs/*");

        page.locator(".failing").waitFor();
        page.reload();

        assertThat(page.locator(".failing").textContent()).contains("comments.csv");
        assertThat(page.locator(".job-head .pill").textContent()).isEqualTo("failed");
        assertThat(page.locator("#log-lines li.decisive").textContent()).contains("comments.csv");
        assertThat(page.locator("#now").textContent())
            .contains(
                "failed_at_line", "submit: pending", "by otto", "claim: pending → processing");
      }
    }
  }
}
