package delphi.jobs.web.pages;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The browser of this machine, as far as there is one: Debian's Chromium, the system's node, and
 * what {@code .ci/browser} has fetched. Where a part is missing, tests are left out, saying so.
 */
public record BrowserAtHand(Playwright playwright, Browser browser, String axe)
    implements AutoCloseable {
  private static final Path PARTS = Path.of(".delphi", "browser").toAbsolutePath();

  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  public static BrowserAtHand open() {
    Path chromium = onPath("chromium").or(() -> onPath("chromium-browser")).orElse(Path.of(""));
    Path node = onPath("node").orElse(Path.of(""));
    Path axe = PARTS.resolve("axe/package/axe.min.js");
    assumeTrue(Files.isExecutable(chromium), "no chromium here: apt-get install chromium");
    assumeTrue(Files.isExecutable(node), "no node here: apt-get install nodejs");
    assumeTrue(
        Files.exists(PARTS.resolve("package/cli.js")) && Files.exists(axe),
        "no driver of the browser here: .ci/browser fetches it");
    System.setProperty("playwright.cli.dir", PARTS.toString());
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(
                    Map.of(
                        "PLAYWRIGHT_NODEJS_PATH",
                        node.toString(),
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1")));
    try {
      Browser browser =
          playwright
              .chromium()
              .launch(new BrowserType.LaunchOptions().setExecutablePath(chromium).setArgs(FLAGS));
      return new BrowserAtHand(playwright, browser, Files.readString(axe));
    } catch (IOException unread) {
      playwright.close();
      throw new UncheckedIOException(unread);
    }
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }

  private static Optional<Path> onPath(String name) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
