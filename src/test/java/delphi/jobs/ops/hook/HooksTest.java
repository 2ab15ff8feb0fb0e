package delphi.jobs.ops.hook;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delphi.jobs.engine.EngineEvent;
import delphi.jobs.engine.ThreadTasks;
import delphi.jobs.engine.Time;
import delphi.jobs.job.Because;
import delphi.jobs.job.Ending;
import delphi.jobs.job.Fence;
import delphi.jobs.job.Job;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Results;
import delphi.jobs.job.Seen;
import delphi.jobs.job.State;
import delphi.jobs.job.Status;
import delphi.jobs.job.Transition;
import delphi.jobs.ops.Events;
import delphi.jobs.store.spool.Outbox;
import delphi.jobs.store.spool.Outbox.Letter;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Messages about jobs to a real service that takes them, refuses them, or does not answer. */
class HooksTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  @TempDir private Path folder = Path.of("");

  private final List<Boolean> taken = new CopyOnWriteArrayList<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  @Test
  void aFailedJobIsToldWithWhyItFailed() throws Exception {
    Results results =
        Results.failure("Process exited with code 7")
            .because(Because.OPERATOR)
            .with("failure", Map.of("cause", "disk_full", "fingerprint", "ab12cd34"));
    try (Mailbox box = new Mailbox(_ -> 204)) {
      try (Hooks hooks = hooks(box.address(), Secret.of(SECRET), all())) {
        hooks.hear(failed(results));
      }

      Mailbox.Letter letter = box.await(1).getFirst();
      JsonNode body = JsonMapper.shared().readTree(letter.body());
      assertThat(letter.type()).isEqualTo("application/json");
      assertThat(text(body, "id")).isEqualTo(letter.id()).startsWith("evt_");
      assertThat(text(body, "event")).isEqualTo("failed");
      assertThat(text(body, "at")).isEqualTo(Events.NOON.toString());
      assertThat(text(body, "job_id")).isEqualTo(Events.JOB.id());
      assertThat(text(body, "job_type")).isEqualTo("FULL_PIPELINE");
      assertThat(text(body, "conversation_id")).isEqualTo("42");
      assertThat(text(body, "status")).isEqualTo("FAILED");
      assertThat(text(body, "why")).isEqualTo("Process exited with code 7");
      assertThat(text(body, "cause")).isEqualTo("disk_full");
      assertThat(text(body, "fingerprint")).isEqualTo("ab12cd34");
      assertThat(letter.timestamp()).isEqualTo(Long.toString(Events.NOON.getEpochSecond()));
      assertThat(letter.signature())
          .isEqualTo(
              Secret.of(SECRET)
                  .signature(letter.id(), Events.NOON.getEpochSecond(), letter.body()));
    }
    assertThat(taken).containsExactly(true);
    assertThat(complaints).isEmpty();
  }

  @Test
  void theSignatureIsThatOfTheConvention() {
    // The example that the convention's own libraries are tested with.
    assertThat(
            Secret.of(SECRET)
                .signature(
                    "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330L, "{\"test\": 2432232314}"))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void heldAndStuckJobsAreToldAndNothingElse() throws Exception {
    try (Mailbox box = new Mailbox(_ -> 200)) {
      try (Hooks hooks = hooks(box.address(), null, all())) {
        Events.all().forEach(hooks::hear);
      }

      List<String> told =
          box.await(7).stream()
              .map(letter -> text(JsonMapper.shared().readTree(letter.body()), "event"))
              .toList();
      assertThat(told).contains("failed", "held", "stuck").hasSize(box.calls());
    }
  }

  @Test
  void onlyWhatIsWantedIsTold() throws Exception {
    try (Mailbox box = new Mailbox(_ -> 200)) {
      try (Hooks hooks = hooks(box.address(), null, EnumSet.of(Occasion.HELD))) {
        hooks.hear(failed(Results.failure("x")));
        hooks.hear(new EngineEvent.Held(Events.JOB, "It may have spent money."));
      }

      assertThat(box.await(1).getFirst().signature()).isEqualTo("null");
      assertThat(box.calls()).isEqualTo(1);
    }
  }

  @Test
  void whatIsNotTakenIsSentAgainUnderTheSameId() throws Exception {
    try (Mailbox box = new Mailbox(call -> call == 1 ? 503 : call == 2 ? 429 : 200)) {
      try (Hooks hooks = hooks(box.address(), null, all())) {
        hooks.hear(failed(Results.failure("x")));

        assertThat(box.await(3)).extracting(Mailbox.Letter::id).containsOnly(id());
      }
      assertThat(taken).containsExactly(true);
      assertThat(box.calls()).isEqualTo(3);
    }
  }

  @Test
  void whatIsRefusedIsNotSentAgainAndSaidOnce() throws Exception {
    try (Mailbox box = new Mailbox(call -> call < 3 ? 400 : 200)) {
      try (Hooks hooks = hooks(box.address(), null, all())) {
        for (int job = 0; job < 4; job++) {
          hooks.hear(failed(Results.failure("x")));
        }
        box.await(4);
      }
    }

    assertThat(taken).containsExactly(false, false, true, true);
    assertThat(complaints).hasSize(2);
    assertThat(complaints.getFirst()).contains("is lost (HTTP 400)").doesNotContain("hidden");
    assertThat(complaints.getLast()).contains("are taken again");
  }

  @Test
  void oneWhoNeverAnswersKeepsNobodyWaitingAndWhatFindsNoRoomIsCounted() throws Exception {
    int more = 500;
    try (Mailbox box = new Mailbox(_ -> 0)) {
      Hooks hooks = hooks(box.address(), null, all());
      hooks.hear(failed(Results.failure("x")));
      box.await(1);
      for (int job = 1; job < Mail.ROOM + more; job++) {
        hooks.hear(failed(Results.failure("x")));
      }
      assertThat(taken).hasSize(more).containsOnly(false);
      assertThat(complaints).hasSize(1);

      long start = System.nanoTime();
      hooks.close();
      // One second is the promise of these settings; the rest is for a machine that does much else.
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void whatIsLeftIsSentFirstByTheNextUnderTheSameId() throws Exception {
    try (Hooks hooks = hooks(nobody(), null, all())) {
      hooks.hear(failed(Results.failure("x")));
    }
    assertThat(taken).isEmpty();
    assertThat(complaints).singleElement().asString().contains("1 kept on this host");
    assertThat(outbox().letters()).extracting(Letter::id).containsExactly(id());

    try (Mailbox box = new Mailbox(_ -> 204)) {
      try (Hooks hooks = hooks(box.address(), null, all())) {
        hooks.hear(new EngineEvent.Held(Events.JOB, "It may have spent money."));
      }

      List<Mailbox.Letter> letters = box.await(2);
      assertThat(letters.getFirst().id()).isEqualTo(id());
      assertThat(letters.getLast().body()).contains("\"event\":\"held\"");
    }
    assertThat(taken).containsExactly(true, true);
    assertThat(outbox().letters()).isEmpty();
  }

  /** So that whoever kills the program then loses nothing. */
  @Test
  void whatComesWhileNobodyAnswersIsOnTheDiskAtOnce() throws Exception {
    try (WatchService watch = folder.getFileSystem().newWatchService();
        Mailbox box = new Mailbox(_ -> 0);
        Hooks hooks = hooks(box.address(), null, all())) {
      folder.register(watch, ENTRY_CREATE);
      hooks.hear(failed(Results.failure("x")));
      box.await(1);
      awaitLetters(watch, 1);

      hooks.hear(new EngineEvent.Held(Events.JOB, "It may have spent money."));

      awaitLetters(watch, 1);
      assertThat(outbox().letters()).hasSize(2);
    }
  }

  @Test
  void whatAnotherHasSentMeanwhileIsNotSentAgain() throws Exception {
    outbox().keep(new Letter("evt_1", "{}"));
    outbox().keep(new Letter("evt_2", "{}"));
    IntUnaryOperator another =
        _ -> {
          outbox().remove("evt_1");
          outbox().remove("evt_2");
          return 204;
        };
    try (Mailbox box = new Mailbox(another)) {
      hooks(box.address(), null, all()).close();

      assertThat(box.calls()).isEqualTo(1);
    }
    assertThat(taken).containsExactly(true);
  }

  @Test
  void whereNothingCanBeKeptWhatIsLeftIsLostAndSaid() throws IOException {
    folder = Files.createFile(folder.resolve("file"));

    try (Hooks hooks = hooks(nobody(), null, all())) {
      hooks.hear(failed(Results.failure("x")));
    }

    assertThat(taken).containsExactly(false);
    assertThat(complaints).hasSize(2);
    assertThat(complaints.getFirst()).contains("cannot be kept on this host");
    assertThat(complaints.getLast()).endsWith(": 1 lost");
  }

  @Test
  void aPersonsDeedIsToldWithTheirName() throws Exception {
    Transition cancel =
        new Transition.Cancel(
            new Seen(Events.JOB.id(), State.PENDING, Status.PENDING, 2L, null),
            Results.failure("Cancelled: not needed"),
            Events.NOON);
    try (Mailbox box = new Mailbox(_ -> 204)) {
      try (Hooks hooks = hooks(box.address(), null, all())) {
        hooks.tell(cancel, job(Status.CANCELLED), "ann@desk");
      }

      JsonNode body = JsonMapper.shared().readTree(box.await(1).getFirst().body());
      assertThat(text(body, "event")).isEqualTo("cancelled");
      assertThat(text(body, "status")).isEqualTo("CANCELLED");
      assertThat(text(body, "by")).isEqualTo("ann@desk");
      assertThat(text(body, "why")).isEqualTo("Cancelled: not needed");
    }
  }

  @Test
  void aSecretHasSixteenBytesAndIsNeverShown() {
    assertThatThrownBy(() -> Secret.of("short")).isInstanceOf(IllegalArgumentException.class);
    assertThat(Secret.of("0123456789abcdef\n").toString()).doesNotContain("0123");
    assertThat(settings(URI.create("https://a/b?token=hidden"), null, all()).toString())
        .doesNotContain("hidden");
  }

  private static String id() {
    return Message.of(failed(Results.failure("x")), Events.NOON).orElseThrow().id();
  }

  private Hooks hooks(URI to, @Nullable Secret secret, Set<Occasion> occasions) {
    Time time = Time.of(InstantSource.fixed(Events.NOON));
    return Hooks.start(
        settings(to, secret, occasions),
        time,
        new ThreadTasks(),
        outbox(),
        taken::add,
        complaints::add);
  }

  private Outbox outbox() {
    return new Outbox(folder);
  }

  private static URI nobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
  }

  private static void awaitLetters(WatchService watch, int count) throws InterruptedException {
    int seen = 0;
    while (seen < count) {
      WatchKey key = watch.poll(60, TimeUnit.SECONDS);
      assertThat(key).as("a message is kept").isNotNull();
      for (WatchEvent<?> event : key.pollEvents()) {
        seen += String.valueOf(event.context()).endsWith(".letter") ? 1 : 0;
      }
      key.reset();
    }
  }

  private static HookSettings settings(URI to, @Nullable Secret secret, Set<Occasion> occasions) {
    Duration instant = Duration.ofMillis(10);
    return new HookSettings(
        to,
        occasions,
        secret,
        new HookSettings.Pace(
            instant, Duration.ofMillis(40), Duration.ofMinutes(1), Duration.ofMinutes(1), SECOND));
  }

  private static Set<Occasion> all() {
    return EnumSet.allOf(Occasion.class);
  }

  private static EngineEvent failed(Results results) {
    Job job = Events.JOB;
    Fence fence = new Fence(job.id(), 2, Events.CLAIM, Status.PROCESSING);
    return new EngineEvent.Ended(
        job,
        job(Status.FAILED),
        new Transition.Complete(fence, Ending.FAILED, results, Notes.NONE, Events.NOON),
        SECOND);
  }

  private static Job job(Status status) {
    Job job = Events.JOB;
    return new Job(
        job.id(),
        job.type(),
        status,
        job.request(),
        job.batch(),
        job.tenure(),
        job.history(),
        job.marks(),
        job.log(),
        null,
        List.of());
  }

  private static String text(JsonNode body, String name) {
    return body.get(name).asString();
  }
}
