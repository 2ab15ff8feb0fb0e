package delphi.jobs.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.WaitForSelectorState;
import delphi.jobs.job.Job;
import delphi.jobs.job.State;
import delphi.jobs.store.journal.LogRecord.Origin;
import delphi.jobs.store.roster.Standing;
import delphi.jobs.store.roster.Trouble;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Name;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The pages in a real browser, through the server's real gate. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardIT {
  private static final Path SHOTS = Path.of("target", "screenshots");
  private static final List<String> PLACES =
      List.of(
          "/",
          "/jobs",
          "/jobs?q=status:FAILED",
          "/jobs/run-1",
          "/jobs/bad-1",
          "/jobs/batch-1",
          "/jobs/held-1",
          "/types",
          "/pollers",
          "/batches",
          "/migration",
          "/submit");

  private final BrowserAtHand hand = BrowserAtHand.open();
  private final List<String> strange = new ArrayList<>();
  private Showroom room = new Showroom();

  @BeforeAll
  void discardTheFirst() {
    room.close();
  }

  @BeforeEach
  void open() {
    room = new Showroom();
    strange.clear();
  }

  @AfterEach
  void close() {
    room.close();
    assertThat(room.unforeseen).isEmpty();
  }

  @AfterAll
  void closeBrowser() {
    hand.close();
  }

  @Test
  void everyPageIsAccessibleInTheLightAndInTheDark() {
    fill();
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      try (BrowserContext context = context(1280, scheme)) {
        Page page = signedIn(context);
        for (String place : PLACES) {
          visit(page, place);
          assertThat(violations(page)).as(place + " " + scheme).isEmpty();
          shoot(page, place, scheme == ColorScheme.LIGHT ? "light" : "dark");
        }
      }
    }
    assertThat(strange).isEmpty();
  }

  @Test
  void everyPageFitsAPhoneAndIsAccessibleThere() {
    fill();
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      int width = scheme == ColorScheme.LIGHT ? 390 : 320;
      try (BrowserContext context = context(width, scheme)) {
        Page page = signedIn(context);
        for (String place : PLACES) {
          visit(page, place);
          fits(page, place, width);
          assertThat(violations(page)).as(place + " " + scheme).isEmpty();
          shoot(page, place, "phone-" + width);
        }
      }
    }
    assertThat(strange).isEmpty();
  }

  @Test
  void whatIsAskedOnceMoreAndWhatWasDoneIsAccessibleToo() {
    fill();
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (int width : new int[] {1280, 320}) {
        try (BrowserContext context = context(width, scheme)) {
          Page page = signedIn(context);
          visit(page, "/jobs?q=state:waiting");
          page.locator("text=with all that match").click();
          page.locator("button.risky").waitFor();
          inspect(page, "/confirm", width, scheme);
          visit(page, "/jobs");
          page.locator("input[value='good-1']").check();
          page.locator("#deed").selectOption("release");
          page.locator("text=with the chosen").click();
          page.locator("button.risky").click();
          page.locator(".problems").waitFor();
          inspect(page, "/done", width, scheme);
        }
      }
    }
  }

  private void inspect(Page page, String place, int width, ColorScheme scheme) {
    assertThat(violations(page)).as(place + " " + width + " " + scheme).isEmpty();
    fits(page, place, width);
    shoot(page, place, width + "-" + scheme);
  }

  private static void fits(Page page, String place, int width) {
    assertThat(page.evaluate("() => document.documentElement.scrollWidth"))
        .as(place)
        .isEqualTo(width);
  }

  @Test
  void pagesOfWhoeverIsUnknownOrRefusedAreAccessibleToo() {
    try (BrowserContext context = context(1280, ColorScheme.LIGHT)) {
      Page page = page(context);
      for (String place :
          List.of(
              "/",
              "/jobs",
              "/types",
              "/pollers",
              "/batches",
              "/migration",
              "/submit",
              "/login",
              "/jobs/none",
              "/jobs?q=x:1")) {
        visit(page, place);
        assertThat(violations(page)).as(place).isEmpty();
        shoot(page, "empty" + place, "light");
      }
    }
  }

  @Test
  void aJobIsSubmittedAndCancelledInTheNameOfWhoeverDidIt() {
    try (BrowserContext context = context(1280, ColorScheme.LIGHT)) {
      Page page = signedIn(context);
      visit(page, "/submit");
      page.getByLabel("Conversation").fill("4711");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Submit").setExact(true))
          .click();
      page.waitForURL("**/jobs/*");
      String id = page.locator("h1").textContent();
      assertThat(((Job) room.read(id)).request().conversationId()).isEqualTo("4711");

      assertThat(page.locator("#now .why").textContent()).isNotEmpty();
      page.getByLabel("reason to cancel").fill("not needed");
      page.locator("button", new Page.LocatorOptions().setHasText("Cancel")).click();
      page.locator("text=Done: cancel").waitFor();
      assertThat(page.locator("#now").textContent()).contains("cancelled", "not needed", "anna");
      assertThat(((Job) room.read(id)).state()).isEqualTo(State.CANCELLED);
    }
  }

  @Test
  void aKeyboardIsEnough() {
    fill();
    try (BrowserContext context = context(1280, ColorScheme.LIGHT)) {
      Page page = signedIn(context);
      visit(page, "/");
      page.keyboard().press("Tab");
      assertThat(focused(page)).isEqualTo("#main");
      page.keyboard().press("Enter");
      boolean found = false;
      for (int i = 0; i < 40 && !found; i++) {
        page.keyboard().press("Tab");
        found = focused(page).equals("/jobs/run-1");
      }
      assertThat(found).isTrue();
      assertThat(page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle"))
          .isEqualTo("solid");
      page.keyboard().press("Enter");
      page.waitForURL("**/jobs/run-1");
    }
  }

  @Test
  void withoutScriptsEverythingCanBeReadAndDone() {
    fill();
    Browser.NewContextOptions options =
        new Browser.NewContextOptions().setBaseURL(room.address("")).setJavaScriptEnabled(false);
    try (BrowserContext context = hand.browser().newContext(options)) {
      Page page = signedIn(context);
      visit(page, "/jobs/bad-1");
      assertThat(page.locator("#log-lines li.decisive").textContent()).contains("comments.csv");
      page.locator("button", new Page.LocatorOptions().setHasText("Retry")).click();
      assertThat(page.locator("main").textContent()).contains("Done: retry");
      visit(page, "/jobs");
      page.locator("input[name=id][value=wait-1]").check();
      page.locator("select[name=deed]").selectOption("hold");
      page.locator("text=with the chosen").click();
      page.locator("button.risky").click();
      assertThat(page.locator("h1").textContent()).isEqualTo("hold: 1 of 1 job");
    }
  }

  @Test
  void newsComeByThemselvesUnlessNobodyLooks() {
    room.put(ARow.pending("wait-1"));
    try (BrowserContext context = context(1280, ColorScheme.LIGHT)) {
      Page page = signedIn(context);
      visit(page, "/");
      room.put(Showroom.running("run-1"));
      room.now = room.now.plusSeconds(2);
      page.locator("#now a[href='/jobs/run-1']").first().waitFor();

      page.evaluate(
          "() => { Object.defineProperty(document, 'hidden', {get: () => true});"
              + " document.dispatchEvent(new Event('visibilitychange')); }");
      assertThat(page.locator("#live-state").textContent())
          .contains("paused while the tab is hidden");
      List<String> asked = new ArrayList<>();
      page.onRequest(request -> asked.add(request.url()));
      page.evaluate(
          "async () => { document.querySelectorAll('[data-live]').forEach(part =>"
              + " htmx.trigger(part, 'wake')); await fetch('/version'); }");
      assertThat(asked).containsExactly(room.address("/version"));
    }
  }

  @Test
  void aListShowsNewsAndKeepsWhatSomebodyIsAt() {
    for (int i = 0; i < 60; i++) {
      room.put(waiting(i));
    }
    try (BrowserContext context = context(1280, ColorScheme.LIGHT)) {
      Page page = signedIn(context);
      visit(page, "/jobs?q=state:waiting");
      page.locator("text=Older").click();
      page.locator("#job-wait-09").waitFor();
      page.locator("input[value='wait-05']").check();
      page.locator("#job-wait-03").focus();
      page.locator("#deed").selectOption("hold");
      String address = page.url();

      room.post("/job/act", "id", "wait-07", "deed", "hold");
      news(page);
      page.locator("#job-wait-07").waitFor(gone());

      assertThat(page.url()).isEqualTo(address);
      assertThat(page.locator("#q").inputValue()).isEqualTo("state:waiting");
      assertThat(page.locator("tbody tr").count()).isEqualTo(9);
      assertThat(page.locator("input[value='wait-05']").isChecked()).isTrue();
      assertThat(page.locator("#chosen").textContent()).isEqualTo("1");
      assertThat(page.locator("#deed").inputValue()).isEqualTo("hold");
      assertThat(focused(page)).isEqualTo("/jobs/wait-03");

      room.post("/job/act", "id", "wait-05", "deed", "hold");
      news(page);
      page.locator("#job-wait-05").waitFor(gone());
      assertThat(page.locator("#chosen").textContent()).isEqualTo("0");

      page.locator("#pause").click();
      List<String> asked = new ArrayList<>();
      page.onRequest(request -> asked.add(request.url()));
      news(page);
      page.evaluate("async () => { await fetch('/version'); }");
      assertThat(asked).containsExactly(room.address("/version"));
    }
  }

  @Test
  void aListThatWasEmptyFillsItself() {
    try (BrowserContext context = context(1280, ColorScheme.LIGHT)) {
      Page page = signedIn(context);
      visit(page, "/jobs?q=state:waiting");
      page.locator("text=No job matches").waitFor();

      room.put(waiting(1));
      news(page);

      page.locator("#job-wait-01").waitFor();
      assertThat(page.locator("#q").inputValue()).isEqualTo("state:waiting");
    }
  }

  private static ARow waiting(int number) {
    return ARow.pending("wait-%02d".formatted(number)).text(Name.CREATED_AT, created(number));
  }

  private static String created(int number) {
    return "2026-11-22T11:00:%02dZ".formatted(number);
  }

  /** Does what a page does by itself every few seconds. */
  private void news(Page page) {
    room.now = room.now.plusSeconds(5);
    page.evaluate(
        "() => document.querySelectorAll('[data-live]').forEach(part =>"
            + " htmx.trigger(part, 'wake'))");
  }

  private static Locator.WaitForOptions gone() {
    return new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED);
  }

  @Test
  void nothingThatIsWrittenIntoAFieldIsRunOrFetched() {
    List<String> payloads = Payloads.all();
    assertThat(payloads).hasSize(60).doesNotHaveDuplicates();
    for (int i = 0; i < payloads.size(); i++) {
      infect("id-" + i + payloads.get(i), payloads.get(i), i);
    }
    try (BrowserContext context = context(1280, ColorScheme.LIGHT)) {
      Page page = signedIn(context);
      for (String place : List.of("/", "/jobs", "/types", "/pollers", "/batches", "/migration")) {
        visit(page, place);
        assertThat(page.content()).contains("alert(1)").contains("&lt;");
      }
      visit(page, "/jobs");
      page.locator("text=Older").click();
      for (int i = 0; i < payloads.size(); i++) {
        visit(page, Link.job("id-" + i + payloads.get(i)));
        assertThat(page.locator("h1").textContent()).isEqualTo("id-" + i + payloads.get(i));
      }
      visit(page, "/jobs?q=" + Link.text(payloads.get(6)));
      visit(page, "/jobs?done=" + Link.text(payloads.get(6)));
      visit(page, "/" + Link.text(payloads.get(0)));
      assertThat(strange).isEmpty();
    }
  }

  @Test
  void aListOfTenThousandJobsPagesQuickly() {
    for (int i = 0; i < 10_000; i++) {
      room.put(
          ARow.pending("job-%05d".formatted(i))
              .text(Name.CREATED_AT, Showroom.NOON.minusSeconds(20_000 - i).toString()));
    }
    try (BrowserContext context = context(1280, ColorScheme.LIGHT)) {
      Page page = signedIn(context);
      visit(page, "/jobs");
      for (int i = 1; i <= 5; i++) {
        page.locator("text=Older").click();
        page.locator("text=" + "job-%05d".formatted(9_999 - 50 * i)).first().waitFor(within(3));
      }
      assertThat(page.locator("tbody tr").count()).isEqualTo(50);
    }
  }

  /** For 4 seconds; for a minute with {@code -Dlong=true}. */
  @Test
  void aLogThatGrowsByFiveThousandLinesASecondLeavesThePageAliveAndTellsWhatItLeavesOut()
      throws InterruptedException {
    int tenths = Boolean.getBoolean("long") ? 600 : 40;
    int all = 500 * tenths;
    room.put(Showroom.running("run-1"));
    try (BrowserContext context = context(1280, ColorScheme.LIGHT)) {
      Page page = signedIn(context);
      visit(page, "/jobs/run-1");
      page.locator("#log-state:text-is('live')").waitFor();
      watchFrames(page);
      flood(tenths);
      page.locator("#log-lines >> text=line " + (all - 1) + " of").waitFor(within(30));

      Object gaps = page.evaluate("() => window.gaps");
      List<Double> frames =
          ((List<?>) gaps).stream().map(gap -> ((Number) gap).doubleValue()).sorted().toList();
      double longest = frames.getLast();
      Object most = page.evaluate("() => window.mostLines");
      System.out.printf(
          "flood: %d lines in %d s; frames: %d, half within %.0f ms, 99 %% within %.0f ms, longest"
              + " %.0f ms; lines in the page at most: %s%n",
          all,
          tenths / 10,
          frames.size(),
          frames.get(frames.size() / 2),
          frames.get(frames.size() * 99 / 100),
          longest,
          most);
      assertThat(((Number) most).intValue()).isLessThanOrEqualTo(5_001);
      assertThat(longest).as("milliseconds without a frame").isLessThan(2_000);
      assertThat(unaccounted(page)).isEqualTo("none");
      assertThat(told(page)).isEqualTo(all);

      page.locator("#log-follow").click();
      assertThat(page.locator("#log-state").textContent()).startsWith("paused");
      shoot(page, "/log-flood", "light");
      page.locator("#log-before a").click();
      assertThat(page.locator("h2").textContent()).contains("of " + all);
    }
  }

  @Test
  void whatComesWhileALogIsPausedIsCountedAndSaidWhereItIsMissing() {
    room.put(Showroom.running("run-1"));
    try (BrowserContext context = context(1280, ColorScheme.LIGHT)) {
      Page page = signedIn(context);
      visit(page, "/jobs/run-1");
      page.locator("#log-state:text-is('live')").waitFor();
      page.locator("#log-follow").click();
      for (int chunk = 0; chunk < 50; chunk++) {
        room.log("run-1", Origin.STDOUT, chunk, chunk * 500, lines(chunk));
      }
      page.locator("#log-state:text-is('paused, 25000 new lines')").waitFor(within(20));

      page.locator("#log-follow").click();
      page.locator("#log-lines >> text=line 24999 of").waitFor(within(20));

      assertThat(unaccounted(page)).isEqualTo("none");
      assertThat(told(page)).isEqualTo(25_000);
      assertThat(page.locator("#log-before").textContent()).contains("lines are not shown here");
    }
  }

  private static String[] lines(int chunk) {
    return IntStream.range(chunk * 500, chunk * 500 + 500)
        .mapToObj(i -> "line " + i + " of a script that says very much")
        .toArray(String[]::new);
  }

  private static void watchFrames(Page page) {
    page.evaluate(
        "() => { let last = performance.now(); window.gaps = []; window.mostLines = 0;"
            + " const list = document.getElementById('log-lines');"
            + " const beat = (now) => { window.gaps.push(now - last); last = now;"
            + " window.mostLines = Math.max(window.mostLines, list.childElementCount);"
            + " requestAnimationFrame(beat); }; requestAnimationFrame(beat); }");
  }

  /** Lets the log grow by 500 lines every tenth of a second, as a poller's buffer does. */
  private void flood(int tenths) throws InterruptedException {
    AtomicInteger chunks = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(tenths);
    try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
      Future<?> beat =
          clock.scheduleAtFixedRate(
              () -> {
                int chunk = chunks.getAndIncrement();
                if (chunk < tenths) {
                  room.log("run-1", Origin.STDOUT, chunk, chunk * 500, lines(chunk));
                  done.countDown();
                }
              },
              0,
              100,
              TimeUnit.MILLISECONDS);
      assertThat(done.await(tenths, TimeUnit.SECONDS)).isTrue();
      beat.cancel(false);
    }
  }

  /** Where two lines that do not follow one another have no word between them. */
  private static String unaccounted(Page page) {
    return String.valueOf(
        page.evaluate(
            "() => { let next = Number(document.getElementById('log-before').dataset.lines) || 0;"
                + " next -= [...document.querySelectorAll('#log-lines li')].reduce((sum, li) =>"
                + " sum + Number(li.dataset.lines || 0), 0);"
                + " for (const li of document.querySelectorAll('#log-lines li')) {"
                + " if (li.dataset.lines) { next += Number(li.dataset.lines); continue; }"
                + " const number = Number(/line (\\d+) of/.exec(li.textContent)[1]);"
                + " if (number !== next) { return 'expected ' + next + ', found ' + number; }"
                + " next++; } return 'none'; }"));
  }

  /** All lines that are shown, and all that are said not to be. */
  private static int told(Page page) {
    return ((Number)
            page.evaluate(
                "() => document.querySelectorAll('#log-lines li:not([data-lines])').length"
                    + " + (Number(document.getElementById('log-before').dataset.lines) || 0)"))
        .intValue();
  }

  private void fill() {
    room.put(Showroom.running("run-1"));
    room.log("run-1", Origin.STDOUT, "loading 12,418 comments", "embedding comments 42 %");
    room.put(
        Showroom.running("run-2")
            .text(Name.STAGE, "naming topics")
            .without(Name.PROGRESS)
            .text(Name.CONVERSATION_ID, "77"));
    room.put(ARow.pending("wait-1").text(Name.CREATED_AT, "2026-11-22T11:59:58Z"));
    room.put(ARow.pending("wait-2").text(Name.JOB_TYPE, "NARRATIVE_BATCH"));
    for (int i = 1; i < 4; i++) {
      room.put(
          Showroom.failed("bad-" + i, "FileNotFoundError: [Errno 2] no such file: 'comments.csv'"));
    }
    room.log(
        "bad-1",
        Origin.STDERR,
        "reading comments",
        "Traceback (most recent call last):",
        "  File \"run_delphi.py\", line 12, in <module>",
        "FileNotFoundError: [Errno 2] no such file: 'comments.csv'",
        "ERROR exit");
    for (int i = 0; i < 40; i++) {
      room.put(Showroom.completed("good-" + i, i * 7 % 23, 20 + i * i * 3));
    }
    room.put(Showroom.parked("batch-1", "msgbatch_01HkcTjaV5uDC8jWR4ZsDV8d"));
    room.put(Showroom.orderedPerhaps("held-1"));
    room.put(
        ARow.pending("narrative-generation-for-the-donaudampfschifffahrtsgesellschaft-2026")
            .text(Name.JOB_TYPE, "DONAUDAMPFSCHIFFFAHRTSGESELLSCHAFTSKAPITAEN")
            .text(Name.CONVERSATION_ID, "rechtsschutzversicherungsgesellschaften"));
    room.put(
        ARow.pending("theirs-1")
            .text(Name.STATUS, "PROCESSING")
            .text(Name.WORKER_ID, "old-poller-7.eu-central-1.compute.internal")
            .text(Name.STARTED_AT, "2026-11-22T11:50:00Z"));
    for (int i = 0; i < 40; i++) {
      room.finished.add(PagesTest.finished(i % 2 == 0, i % 2 == 0 && i < 30));
    }
    room.poller("worker-1", Standing.WORKING, null, "run-1", "run-2");
    room.poller("worker-2", Standing.DRAINING, null);
    room.poller(
        "worker-3",
        Standing.WORKING,
        new Trouble(Trouble.Kind.JOURNAL, "the companion table takes no logs", Showroom.NOON));
  }

  private void infect(String id, String payload, int number) {
    ARow row =
        switch (number % 3) {
          case 0 -> Showroom.running(id).text(Name.STAGE, payload).text(Name.WORKER_ID, payload);
          case 1 ->
              Showroom.parked(id, payload)
                  .text(Name.LAST_ERROR, payload)
                  .text(Name.CHECK_JOB_ID, payload)
                  .text(Name.BATCH_JOB_ID, payload);
          default -> Showroom.failed(id, json(payload)).text(Name.LAST_ERROR, payload);
        };
    room.put(
        row.text(Name.CONVERSATION_ID, payload)
            .text(Name.REPORT_ID, payload)
            .text(Name.JOB_TYPE, payload)
            .text(Name.CREATED_BY, payload)
            .text(
                Name.CREATED_AT,
                Showroom.NOON.minus(Duration.ofHours(3)).plusSeconds(number).toString())
            .text(Name.JOB_CONFIG, "{\"" + json(payload) + "\":\"" + json(payload) + "\"}"));
    room.log(id, Origin.STDERR, payload, "ERROR " + payload);
    if (number < 12) {
      room.poller(
          "w" + number + payload,
          Standing.WORKING,
          new Trouble(Trouble.Kind.TABLE, payload, Showroom.NOON),
          id);
    }
  }

  private static String json(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  @Test
  void aPictureDrawsItselfAndCanReachNobody() throws IOException {
    Path folder = Files.createDirectories(room.pictures.resolve("visualizations/r/drawn"));
    Files.writeString(
        folder.resolve("layer_0_datamapplot.html"),
        """
        <p id="it">not drawn</p>
        <script>
          const tried = [];
          try { parent.document.title; tried.push("parent"); } catch (none) {}
          try { document.cookie; tried.push("cookie"); } catch (none) {}
          try { localStorage.length; tried.push("storage"); } catch (none) {}
          fetch("/api/v1/jobs").then(() => tried.push("fetch")).catch(() => {}).finally(() => {
            document.getElementById("it").textContent = "drawn; reached: " + tried.join(" ");
          });
        </script>
        """);
    room.put(
        Showroom.completed("drawn", 2, 90)
            .text(
                Name.JOB_RESULTS,
                "{\"result_type\":\"SUCCESS\",\"visualization_path\":\"visualizations/r/drawn\"}"));
    try (BrowserContext context = context(1280, ColorScheme.LIGHT)) {
      Page page = signedIn(context);
      page.navigate(room.address("/jobs/drawn"));
      Locator said = page.frameLocator("iframe.picture").locator("#it");
      page.locator("iframe.picture").scrollIntoViewIfNeeded();
      said.getByText("drawn; reached:").waitFor();

      assertThat(said.textContent()).isEqualTo("drawn; reached: ");
    }
  }

  private BrowserContext context(int width, ColorScheme scheme) {
    return hand.browser()
        .newContext(
            new Browser.NewContextOptions()
                .setBaseURL(room.address(""))
                .setViewportSize(width, width < 500 ? 844 : 900)
                .setIsMobile(width < 500)
                .setColorScheme(scheme)
                .setReducedMotion(ReducedMotion.REDUCE));
  }

  private Page page(BrowserContext context) {
    Page page = context.newPage();
    page.onDialog(dialog -> {
      strange.add("a dialog: " + dialog.message());
      dialog.dismiss();
    });
    page.onRequest(request -> {
      if (!request.url().startsWith(room.address("/"))) {
        strange.add("a request: " + request.url());
      }
    });
    page.onPageError(error -> strange.add("an error: " + error));
    page.onConsoleMessage(message -> {
      if (message.text().contains("Content Security Policy")) {
        strange.add(message.text());
      }
    });
    return page;
  }

  private Page signedIn(BrowserContext context) {
    Page page = page(context);
    visit(page, "/login");
    page.locator("#token").fill(Showroom.TOKEN);
    page.locator("main button").click();
    page.locator("text=Sign out").waitFor();
    return page;
  }

  private static void visit(Page page, String place) {
    page.navigate(place);
  }

  private static String focused(Page page) {
    return String.valueOf(page.evaluate("() => document.activeElement.getAttribute('href')"));
  }

  private static Locator.WaitForOptions within(int seconds) {
    return new Locator.WaitForOptions().setTimeout(seconds * 1_000.0);
  }

  /** What axe has against a page, in words. */
  private List<String> violations(Page page) {
    page.evaluate(hand.axe() + "; undefined");
    Object found =
        page.evaluate(
            "async () => (await axe.run(document, {resultTypes: ['violations']})).violations.map("
                + "v => v.id + ': ' + v.nodes.map(n => n.target.join(' ') + ' ' +"
                + " (n.any[0] ? n.any[0].message : '')).slice(0, 3).join(' | '))");
    List<String> words = new ArrayList<>();
    for (Object each : (List<?>) found) {
      words.add(String.valueOf(each));
    }
    return words;
  }

  private static void shoot(Page page, String place, String how) {
    String name = place.replaceAll("[^a-zA-Z0-9]+", "-").replaceAll("^-|-$", "");
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(SHOTS.resolve((name.isEmpty() ? "overview" : name) + "-" + how + ".png")));
  }
}
