package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.desk.Exit;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real poller, killed while its jobs stand at different steps of an order: what the provider has
 * accepted is one batch for each job, and each job comes to its end.
 */
class OrderIT {
  private static final Path SCRIPTS = Path.of("examples/delphi-lite").toAbsolutePath();
  private static final int LOOKS_MAX = 60;

  /** One step for each conversation; nothing but the kill ends those that stand. */
  private static final String STEPS =
      """
      #!/bin/sh
      # The arguments are those of 801.
      unheard() { env -u DELPHI_COMMANDS "$@"; }
      order="python3 SCRIPTS/801_narrative_report_batch.py"
      case $DELPHI_CONVERSATION_ID in
        1) echo "step 1"; exec sleep 600 ;;                                # it has not paid yet
        2) unheard $order "$@"; echo "step 2"; exec sleep 600 ;;           # paid, nobody knows
        3) $order "$@"; echo "step 3"; exec sleep 600 ;;                   # paid and said, not ended
        4) unheard $order "$@"; echo "step 4"; exit 75 ;;                  # paid, asks for another try
        5) ANTHROPIC_BASE_URL=http://127.0.0.1:1 $order "$@"; echo "step 5"; exit 75 ;; # nothing paid
        *) echo "step 6"; exec $order "$@" ;;                              # at any step
      esac
      """;

  private static final String AGAIN =
      """
      #!/bin/sh
      echo "$DELPHI_JOB_ID" >> HOME/runs
      exec python3 SCRIPTS/801_narrative_report_batch.py "$@"
      """;

  @TempDir private Path home = Path.of("");

  @Test
  void aPollerThatIsKilledAtAnyStepPaysOnceForEachJob() throws Exception {
    assertThat(new Cli(home).run("init").exit()).isEqualTo(Exit.OK);
    Path steps = script("steps.sh", STEPS);
    List<String> ids = IntStream.rangeClosed(1, 6).mapToObj(number -> "job-" + number).toList();
    for (String id : ids) {
      new Shelf(home)
          .put(
              ARow.pending(id)
                  .text("job_type", "CREATE_NARRATIVE_BATCH")
                  .text("conversation_id", id.substring(4)));
    }

    Path state = home.resolve("provider");
    try (ProviderStandIn provider =
        ProviderStandIn.start("python3", SCRIPTS.resolve("batch_provider.py"), state)) {
      Map<String, String> environment = environment(provider);
      try (Program poller = poll(environment, steps)) {
        for (String step : List.of("1", "2", "3", "4", "5", "6")) {
          poller.awaitLine("[stdout] step " + step);
        }
        poller.kill();
      }
      try (Program next = poll(environment, script("again.sh", AGAIN))) {
        for (String id : ids) {
          assertThat(ended(id, environment).text("status")).as(next.output()).contains("COMPLETED");
        }
      }
    }
    assertThat(batches(state)).isEqualTo(once(ids));
    // 801 of the example looks for an earlier batch itself, so that the ledger alone proves
    // nothing.
    assertThat(Files.readAllLines(home.resolve("runs")))
        .contains("job-1", "job-5")
        .doesNotContain("job-2", "job-3", "job-4")
        .doesNotHaveDuplicates();
  }

  private Path script(String name, String text) throws IOException {
    String whole = text.replace("SCRIPTS", SCRIPTS.toString()).replace("HOME", home.toString());
    Path file = Files.writeString(home.resolve(name), whole);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  /** Waits for its end; where it is held, finds out about its batch as an operator does. */
  private Row ended(String id, Map<String, String> environment) throws Exception {
    Row row = new Shelf(home).row(id);
    for (int looks = 0; looks < LOOKS_MAX; looks++) {
      String status = row.text("status").orElse("");
      if (status.equals("COMPLETED") || status.equals("FAILED")) {
        return row;
      }
      if (row.text("phase").orElse("").equals("HELD")) {
        Cli cli = new Cli(home);
        environment.forEach(cli::with);
        Cli.Ran ran = cli.run("reconcile", id, "--yes");
        assertThat(ran.exit())
            .as("%s; held: %s", ran.err(), row.text("last_error"))
            .isEqualTo(Exit.OK);
        new Cli(home).run("release", id);
      }
      try (Program waits = Program.start(home, Map.of(), "wait", id, "--timeout=2s")) {
        waits.awaitEnd();
      }
      row = new Shelf(home).row(id);
    }
    return row;
  }

  private Program poll(Map<String, String> environment, Path script) throws IOException {
    Map<String, String> all = new HashMap<>(environment);
    all.put("DELPHI_NARRATIVE_BATCH_SCRIPT", script.toString());
    return Program.start(home, all, "poll");
  }

  private Map<String, String> environment(ProviderStandIn provider) {
    Map<String, String> all = new HashMap<>();
    all.put("DELPHI_APP_PATH", home.toString());
    all.put("DELPHI_PYTHON", "python3");
    all.put("DELPHI_BATCH_STATUS_SCRIPT", SCRIPTS.resolve("803_check_batch_status.py").toString());
    all.put("DELPHI_RECONCILE_SCRIPT", SCRIPTS.resolve("find_orders.py").toString());
    all.put("DELPHI_LITE_OUTPUT", home.resolve("output").toString());
    all.put("ANTHROPIC_BASE_URL", provider.address());
    all.put("DELPHI_LEASE_SECONDS", "10");
    all.put("DELPHI_POLLING_INTERVAL", "200ms");
    all.put("DELPHI_RECHECK_SECONDS", "1");
    all.put("DELPHI_MAX_WORKERS", "6");
    return all;
  }

  /** How many batches the provider has accepted of each job. */
  private static Map<String, Integer> batches(Path state) throws IOException {
    Map<String, Integer> batches = new HashMap<>();
    for (JsonNode batch :
        JsonMapper.shared().readTree(Files.readString(state.resolve("batches.json")))) {
      batches.merge(batch.path("marker").asString(""), 1, Integer::sum);
    }
    return batches;
  }

  private static Map<String, Integer> once(List<String> ids) {
    Map<String, Integer> once = new HashMap<>();
    ids.forEach(id -> once.put(id, 1));
    return once;
  }
}
