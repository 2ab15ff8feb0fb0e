package delphi.jobs.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.process.Command;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever can write a row can write anything into it; none of it may become part of a command. */
class HostileRowsTest {
  private static final HandlerRegistry HANDLERS =
      new HandlerRegistry(Handlers.standard(HandlerSettings.defaults(Map.of())));

  /** One word, whatever reads it: nothing that a shell, a path or an address would take apart. */
  private static final Pattern HARMLESS =
      Pattern.compile("--[a-z][a-z_-]*(=[A-Za-z0-9_.:/@-]{1,255})?");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1;ls",
        "$(id)",
        "`id`",
        "a b",
        "a\tb",
        "a\nb",
        "1\u0000",
        "../1",
        "/etc/passwd",
        "%2e%2e",
        "a&b",
        "a|b",
        "a>b",
        "*",
        "~",
        "é",
        "１２３",
        "1=2",
        "a'b",
        "a\"b",
        "\u202e1",
        "a\\b",
        "{}",
        "#1",
      })
  void anIdIsLettersAndDigitsOrNothing(String id) {
    for (JobType each : List.of(JobType.FULL_PIPELINE, JobType.CREATE_NARRATIVE_BATCH)) {
      assertThat(impossible(JobBuilder.of(each).conversation(id))).startsWith("conversation_id '");
      assertThat(impossible(JobBuilder.of(each).report(id))).startsWith("report_id '");
    }
    JobBuilder check = JobBuilder.of(JobType.BATCH_STATUS_CHECK);
    assertThat(impossible(check.conversation(id))).startsWith("conversation_id '");
    assertThat(impossible(check.id(id))).startsWith("job_id '");
    assertThat(impossible(check.batch(null, id))).startsWith("batch_job_id '");
  }

  @Test
  void anIdIsNotLongerThan64CharactersAndThatOfAJobNotThan255() {
    assertThat(run(pipeline().conversation("9".repeat(64)))).isNotNull();
    assertThat(impossible(pipeline().conversation("9".repeat(65)))).contains("1 to 64");
    assertThat(run(pipeline().id("a".repeat(255)))).isNotNull();
    assertThat(impossible(pipeline().id("a".repeat(256)))).contains("1 to 255");
    assertThat(impossible(pipeline().id(".hidden"))).startsWith("job_id");
    assertThat(impossible(pipeline().id("a..b"))).startsWith("job_id");
  }

  static Stream<Object> wrongNumbers() {
    return Stream.of(
        0,
        -1,
        1_000_000_001,
        Long.MIN_VALUE,
        new BigInteger("9".repeat(40)),
        new BigDecimal("1.5"),
        new BigDecimal("1E+999999999"),
        new BigDecimal("1E-999999999"),
        "1e999999999",
        "0x10",
        "1,000",
        "1_000",
        "9".repeat(5_000),
        "1 --zid=2",
        "1\n2",
        "many",
        "NaN",
        "Infinity",
        true,
        List.of(1),
        Map.of("a", 1));
  }

  @ParameterizedTest
  @MethodSource("wrongNumbers")
  void aNumberIsWholeAndInItsRangeOrNothing(Object value) {
    assertThat(impossible(pipeline().config(Map.of("max_votes", value))))
        .startsWith("job_config.max_votes '")
        .contains("is not a whole number from 1 to 1000000000")
        .hasSizeLessThan(300);
    assertThat(impossible(pipeline().stage("PCA", Map.of("batch_size", value))))
        .startsWith("job_config.stages[].config.batch_size '");
    assertThat(impossible(narrative("max_batch_size", value)))
        .startsWith("job_config.max_batch_size '");
  }

  @Test
  void aNumberIsPrintedByUs() {
    for (Object value : List.of(1000, 1000L, "1000", " 1000 ", "+1000", "1E3", "1000.00", "１０００")) {
      assertThat(run(pipeline().config(Map.of("max_votes", value))).argv())
          .as("from %s", value)
          .endsWith("--max-votes=1000");
    }
    assertThat(run(pipeline().config(Map.of("max_votes", new BigDecimal("1E+3")))).argv())
        .endsWith("--max-votes=1000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"perhaps", "2", "-1", "truee", "no_cache", "1 ; ls"})
  void aTruthValueIsOneOrNothing(String value) {
    assertThat(impossible(narrative("no_cache", value)))
        .startsWith("job_config.no_cache '")
        .contains("is not true or false");
    assertThat(impossible(pipeline().config(Map.of("include_moderation", value))))
        .startsWith("job_config.include_moderation '");
  }

  @Test
  void whatIsWrongInTheEnvironmentIsNamedByItsVariable() {
    assertThat(
            impossible(
                JobBuilder.of(JobType.CREATE_NARRATIVE_BATCH)
                    .environment(Map.of("NARRATIVE_BATCH_MAX_SIZE", "lots"))))
        .startsWith("environment.NARRATIVE_BATCH_MAX_SIZE 'lots'");
  }

  @Test
  void everyObjectionIsToldAtOnce() {
    assertThat(
            impossible(
                pipeline()
                    .conversation("a b")
                    .report("c d")
                    .config(Map.of("max_votes", "x", "batch_size", "y"))))
        .contains("conversation_id", "report_id", "max_votes", "batch_size", "submit the job anew");
  }

  @Test
  void whateverARowSaysEveryArgumentIsOneHarmlessWord() {
    long seed = Long.getLong("delphi.test.seed", System.nanoTime());
    Random random = new Random(seed);
    int commands = 0;
    for (int i = 0; i < 5_000; i++) {
      Job job = randomJob(random).build();
      if (HANDLERS.handlerFor(job).orElseThrow().plan(job) instanceof Plan.Run run) {
        commands++;
        List<String> argv = run.command().argv();
        assertThat(argv.stream().filter(each -> each.startsWith("-")))
            .as("replay with -Ddelphi.test.seed=%d", seed)
            .allSatisfy(each -> assertThat(each).matches(HARMLESS).doesNotContain(".."));
        assertThat(argv.stream().filter(each -> !each.startsWith("-")))
            .allMatch(
                each -> each.matches("python|\\./run_delphi\\.sh|/app/umap_narrative/80[13]_.*"));
      }
    }
    assertThat(commands).as("commands among the random rows").isGreaterThan(500);
  }

  private static JobBuilder randomJob(Random random) {
    List<JobType> types =
        List.of(
            JobType.FULL_PIPELINE,
            JobType.CREATE_NARRATIVE_BATCH,
            JobType.NARRATIVE_BATCH,
            JobType.BATCH_STATUS_CHECK);
    Map<String, Object> config = new HashMap<>();
    for (String name :
        List.of("max_votes", "batch_size", "model", "max_batch_size", "no_cache", "stages")) {
      if (random.nextInt(4) == 0) {
        config.put(name, randomValue(random));
      }
    }
    JobBuilder job = JobBuilder.of(types.get(random.nextInt(types.size()))).config(config);
    if (random.nextInt(4) == 0) {
      job = job.conversation("1" + randomText(random));
    }
    if (random.nextInt(4) == 0) {
      job = job.environment(Map.of("NARRATIVE_BATCH_MODEL", "m" + randomText(random)));
    }
    return random.nextInt(4) == 0 ? job.batch(null, "root" + randomText(random)) : job;
  }

  private static Object randomValue(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> random.nextInt();
      case 1 -> random.nextInt(1, 1_000);
      case 2 -> random.nextBoolean();
      case 3 -> List.of(randomText(random));
      case 4 -> BigDecimal.valueOf(random.nextDouble());
      default -> randomText(random);
    };
  }

  private static String randomText(Random random) {
    String letters = "aZ09_-./:@ ;$`'\"\\\n\u0000é=";
    List<String> text = new ArrayList<>();
    for (int left = random.nextInt(6); left > 0; left--) {
      int at = random.nextInt(2) == 0 ? random.nextInt(6) : random.nextInt(letters.length());
      text.add(letters.substring(at, at + 1));
    }
    return String.join("", text);
  }

  private static JobBuilder pipeline() {
    return JobBuilder.of(JobType.FULL_PIPELINE);
  }

  private static JobBuilder narrative(String name, Object value) {
    return JobBuilder.of(JobType.CREATE_NARRATIVE_BATCH).config(Map.of(name, value));
  }

  private static Command run(JobBuilder builder) {
    return assertThat(plan(builder)).asInstanceOf(type(Plan.Run.class)).actual().command();
  }

  private static String impossible(JobBuilder builder) {
    return assertThat(plan(builder)).asInstanceOf(type(Plan.Impossible.class)).actual().why();
  }

  private static Plan plan(JobBuilder builder) {
    Job job = builder.build();
    return HANDLERS.handlerFor(job).orElseThrow().plan(job);
  }
}
