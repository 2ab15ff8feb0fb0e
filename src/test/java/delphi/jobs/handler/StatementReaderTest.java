package delphi.jobs.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import delphi.jobs.job.Batch;
import delphi.jobs.job.Config;
import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Progress;
import delphi.jobs.job.Request;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script may say over the job channel, and what is refused. */
class StatementReaderTest {
  private static final Job PARENT =
      JobBuilder.of(JobType.CREATE_NARRATIVE_BATCH).conversation("777").report("r7abc").build();

  private final StatementReader reader = new StatementReader();

  @Test
  void progressAndStageAreOneStatement() {
    assertThat(read("{'progress':0.4,'stage':'UMAP'}"))
        .containsExactly(new Statement.Said(new Progress("UMAP", 0.4)));
    assertThat(read("{'stage':'UMAP','progress':1}"))
        .containsExactly(new Statement.Said(new Progress("UMAP", 1.0)));
    assertThat(read("{'progress':0}")).containsExactly(new Statement.Said(new Progress(null, 0.0)));
    assertThat(read("{'stage':'k-means, 3 groups'}"))
        .containsExactly(new Statement.Said(new Progress("k-means, 3 groups", null)));
  }

  @Test
  void aNullCountsAsNotSaid() {
    assertThat(read("{'progress':null,'stage':'UMAP'}"))
        .containsExactly(new Statement.Said(new Progress("UMAP", null)));
  }

  @Test
  void attributesOfItsOwnRowAreSet() {
    assertThat(read("{'set':{'batch_id':'msgbatch_01','batch_status':'submitted','model':'m-1'}}"))
        .containsExactly(
            new Statement.SetAttributes(
                Map.of("batch_id", "msgbatch_01", "batch_status", "submitted", "model", "m-1")));
    assertThat(read("{'set':{'error_message':'line 1\\nline 2'}}"))
        .containsExactly(new Statement.SetAttributes(Map.of("error_message", "line 1\nline 2")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status",
        "version",
        "worker_id",
        "lock_expires_at",
        "claim_id",
        "phase",
        "job_id",
        "job_type",
        "job_results",
        "environment",
        "attempt",
        "cancel_requested_at",
        "process_exit_confirmed"
      })
  void noScriptSetsWhatDecidesWhoHasTheJob(String attribute) {
    assertThat(refusal("{'set':{'" + attribute + "':'x'}}")).contains("'set." + attribute + "'");
    assertThat(refusal("{'set':{'batch_id':'b','" + attribute + "':'x'}}")).contains(attribute);
  }

  @Test
  void aDelayIsBounded() {
    assertThat(read("{'retry_after_seconds':120}"))
        .containsExactly(new Statement.RetryAfter(Duration.ofMinutes(2)));
    assertThat(read("{'retry_after_seconds':1.5}"))
        .containsExactly(new Statement.RetryAfter(Duration.ofMillis(1500)));
    assertThat(read("{'retry_after_seconds':86400}"))
        .containsExactly(new Statement.RetryAfter(Duration.ofDays(1)));
  }

  @Test
  void aCostIsNumbersAndShortTexts() {
    assertThat(read("{'cost':{'provider':'stand-in','input_tokens':1200,'usd':0.0123}}"))
        .containsExactly(
            new Statement.Cost(
                Map.of(
                    "provider", "stand-in",
                    "input_tokens", new BigDecimal("1200"),
                    "usd", new BigDecimal("0.0123"))));
    assertThat(read("{'cost':{'amount':'12.50','currency':'EUR','model':'m-1','what':'a batch'}}"))
        .containsExactly(
            new Statement.Cost(
                Map.of(
                    "amount", new BigDecimal("12.50"),
                    "currency", "EUR",
                    "model", "m-1",
                    "what", "a batch")));
  }

  @Test
  void anOrderedJobBelongsToTheConversationAndReportOfTheOneThatOrdersIt() {
    NewJob job = submitted("{'submit':{'job_type':'awaiting_narrative_batch','batch_id':'b-1'}}");

    assertThat(job.type()).isEqualTo(JobType.AWAITING_NARRATIVE_BATCH);
    assertThat(job.batch()).isEqualTo(new Batch("b-1", null));
    assertThat(job.createdBy()).isEqualTo("job:" + JobBuilder.ID);
    assertThat(job.request())
        .isEqualTo(new Request("777", "r7abc", Config.EMPTY, Map.of(), 50, 3, null));
  }

  @Test
  void aReportIsNotTakenAlongToAnotherConversation() {
    NewJob job = submitted("{'submit':{'job_type':'FULL_PIPELINE','conversation_id':'778'}}");

    assertThat(job.request()).isEqualTo(Request.forConversation("778"));
  }

  @Test
  void anOrderedJobMaySayEverythingThatASubmittedOneMay() {
    NewJob job =
        submitted(
            """
            {'submit':{'job_type':'FULL_PIPELINE','job_id':'batch_check_root_1763770000',
             'conversation_id':'9','report_id':'r9','batch_id':'b','batch_job_id':'root',
             'job_config':{'max_votes':9007199254740993,'share':0.1,'deep':[{'a':null}]},
             'environment':{'OLLAMA_MODEL':'llama3.1:8b'},
             'priority':90,'timeout_seconds':60,'max_retries':0}}
            """);

    assertThat(job.id()).isEqualTo("batch_check_root_1763770000");
    assertThat(job.batch()).isEqualTo(new Batch("b", "root"));
    assertThat(job.request().config().tree())
        .containsEntry("max_votes", 9007199254740993L)
        .containsEntry("share", new BigDecimal("0.1"));
    assertThat(job.request().environment()).isEqualTo(Map.of("OLLAMA_MODEL", "llama3.1:8b"));
    assertThat(job.request())
        .extracting(Request::conversationId, Request::reportId, Request::priority)
        .containsExactly("9", "r9", 90);
    assertThat(job.request().timeout()).isEqualTo(Duration.ofMinutes(1));
    assertThat(job.request().maxRetries()).isZero();
  }

  @Test
  void theSameWordsFromTheSameJobOrderTheSameJob() {
    String line = "{'submit':{'job_type':'BATCH_STATUS_CHECK','batch_id':'b-1'}}";
    String spaced = "{ 'submit' : {'job_type': 'BATCH_STATUS_CHECK', 'batch_id': 'b-1'} }";
    Job secondAttempt = JobBuilder.of(PARENT.type()).conversation("777").report("r7abc").build();

    String id = submitted(line).id();

    assertThat(UUID.fromString(id)).hasToString(id);
    assertThat(submitted(spaced).id()).isEqualTo(id);
    assertThat(submitted(line, secondAttempt).id()).isEqualTo(id);
    assertThat(submitted(line.replace("b-1", "b-2")).id()).isNotEqualTo(id);
    assertThat(submitted(line, JobBuilder.of(PARENT.type()).id("other").build()).id())
        .isNotEqualTo(id);
  }

  @Test
  void severalThingsInOneLineAreSeveralStatementsInItsOrder() {
    assertThat(
            read(
                "{'set':{'batch_id':'b'},'retry_after_seconds':5,'progress':0.5,'stage':'x',"
                    + "'cost':{'usd':1}}"))
        .containsExactly(
            new Statement.SetAttributes(Map.of("batch_id", "b")),
            new Statement.RetryAfter(Duration.ofSeconds(5)),
            new Statement.Said(new Progress("x", 0.5)),
            new Statement.Cost(Map.of("usd", BigDecimal.ONE)));
  }

  @Test
  void whatIsRefusedDoesNotTakeTheRestOfTheLineWithIt() {
    assertThat(read("{'progress':0.5,'set':{'status':'COMPLETED'},'colour':'red'}"))
        .hasExactlyElementsOfTypes(
            Statement.Said.class, Statement.Refused.class, Statement.Refused.class);
  }

  @Test
  void aBlankLineSaysNothingAndIsNotTold() {
    assertThat(reader.read("", PARENT)).isEmpty();
    assertThat(reader.read(" \t\r", PARENT)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "progress 0.5                          | one JSON object",
        "{'progress':0.5                       | this is none",
        "{'progress':0.5} {'progress':0.6}     | this is none",
        "{'progress':0.5,'progress':0.6}       | names nothing twice",
        "{'set':{'model':'a','model':'b'}}     | names nothing twice",
        "['progress',0.5]                      | is a JSON object",
        "42                                    | is a JSON object",
        "null                                  | is a JSON object",
        "{}                                    | says nothing",
        "{'progress':null}                     | says nothing",
        "{'progress':1.01}                     | 'progress' is not a number from 0 to 1",
        "{'progress':-0.1}                     | 'progress' is not a number from 0 to 1",
        "{'progress':'0.4'}                    | 'progress' is not a number from 0 to 1",
        "{'progress':NaN}                      | this is none",
        "{'progress':1e99999999999999999999}   | this is none",
        "{'progress':1e999}                    | 'progress' is not a number from 0 to 1",
        "{'progress':0.5,'stage':7}            | 'stage' is not a text",
        "{'stage':''}                          | 'stage' is not a text of 1 to 100 characters",
        "{'stage':'a\\nb'}                     | 'stage' is not a text without control characters",
        "{'stage':'\\u001b[31mred'}            | 'stage' is not a text without control characters",
        "{'stage':'\\u009b31mred'}             | 'stage' is not a text without control characters",
        "{'stage':'\\ud800'}                   | 'stage' is not a text without control characters",
        "{'set':'batch_id'}                    | set is not an object",
        "{'set':[]}                            | set is not an object",
        "{'set':{}}                            | set names no attribute",
        "{'set':{'batch_id':7}}                | 'set.batch_id' is not a text",
        "{'set':{'batch_id':''}}               | 'set.batch_id' is not a text of 1 to 1024",
        "{'set':{'batch_id':'a b'}}            | 'set.batch_id' is not a name",
        "{'set':{'batch_id':'../../etc'}}      | 'set.batch_id' is not a name",
        "{'set':{'batch_status':'a\\nb'}}      | 'set.batch_status' is not a text without control",
        "{'set':{'error_message':'\\u0000'}}   | 'set.error_message' is not a text without control",
        "{'retry_after_seconds':0}             | is not a number from 1 to 86400",
        "{'retry_after_seconds':0.999}         | is not a number from 1 to 86400",
        "{'retry_after_seconds':86401}         | is not a number from 1 to 86400",
        "{'retry_after_seconds':-5}            | is not a number from 1 to 86400",
        "{'retry_after_seconds':1e60}          | is not a number from 1 to 86400",
        "{'retry_after_seconds':'120'}         | is not a number from 1 to 86400",
        "{'retry_after_seconds':true}          | is not a number from 1 to 86400",
        "{'ordered':true}                      | ordered is false, or not said",
        "{'ordered':'false'}                   | ordered is false, or not said",
        "{'cost':12}                           | cost is not an object",
        "{'cost':{}}                           | cost names nothing",
        "{'cost':{'usd':-1}}                   | 'cost.usd' is not a number from 0",
        "{'cost':{'usd':1e13}}                 | 'cost.usd' is not a number from 0",
        "{'cost':{'usd':'1,5'}}                | 'cost.usd' is not an amount like 0.0123",
        "{'cost':{'usd':1e-13}}                | 'cost.usd' has more than 12 decimals",
        "{'cost':{'input_tokens':1.5}}         | 'cost.input_tokens' is not a whole number",
        "{'cost':{'output_tokens':'many'}}     | 'cost.output_tokens' is not a number",
        "{'cost':{'amount':1}}                 | an amount and its currency are said together",
        "{'cost':{'currency':'USD'}}           | an amount and its currency are said together",
        "{'cost':{'amount':1,'currency':'$'}}  | 'cost.currency' is not three capitals",
        "{'cost':{'usd':1,'amount':1,'currency':'USD'}} | cost has both usd and an amount",
        "{'cost':{'model':'a b'}}              | 'cost.model' is not a name",
        "{'cost':{'usd':{'a':1}}}              | 'cost.usd' is not a text",
        "{'cost':{'a b':1}}                    | cost: 'a b' is not a name",
        "{'submit':'FULL_PIPELINE'}            | submit is not an object",
        "{'submit':{}}                         | submit names no job_type",
        "{'submit':{'job_type':''}}            | 'submit.job_type' is not a text of 1 to 64",
        "{'submit':{'job_type':'rm -rf'}}      | 'submit.job_type' is not a job type",
        "{'submit':{'job_type':'A','status':'COMPLETED'}} | 'submit.status' is not among",
        "{'submit':{'job_type':'A','version':9}}          | 'submit.version' is not among",
        "{'submit':{'job_type':'A','job_id':'a/b'}}       | 'submit.job_id' is not the id of a job",
        "{'submit':{'job_type':'A','conversation_id':7}}  | 'submit.conversation_id' is not a text",
        "{'submit':{'job_type':'A','conversation_id':'-; rm'}} | 'submit.conversation_id' is not an id",
        "{'submit':{'job_type':'A','report_id':'../r'}}   | 'submit.report_id' is not an id",
        "{'submit':{'job_type':'A','priority':101}}       | 'submit.priority' is not a whole number",
        "{'submit':{'job_type':'A','priority':1.5}}       | 'submit.priority' is not a whole number",
        "{'submit':{'job_type':'A','timeout_seconds':0}}  | 'submit.timeout_seconds' is not a whole",
        "{'submit':{'job_type':'A','timeout_seconds':99999999999}} | 'submit.timeout_seconds' is not",
        "{'submit':{'job_type':'A','max_retries':-1}}     | 'submit.max_retries' is not a whole",
        "{'submit':{'job_type':'A','job_config':'{}'}}    | 'submit.job_config' is not an object",
        "{'submit':{'job_type':'A','environment':['A=b']}} | 'submit.environment' is not an object",
        "{'submit':{'job_type':'A','environment':{'A':1}}} | 'submit.environment.A' is not a text",
        "{'status':'COMPLETED'}                | 'status' is not among cost, ordered, progress",
      })
  void whatIsNotAcceptedIsRefusedInWords(String line, String words) {
    assertThat(refusal(line)).contains(words);
  }

  @Test
  void whatIsTooLargeIsRefused() {
    String long1025 = "x".repeat(1025);
    assertThat(refusal("{'set':{'error_message':'" + long1025 + "'}}")).contains("1 to 1024");
    assertThat(refusal("{'stage':'" + "x".repeat(101) + "'}")).contains("1 to 100");
    assertThat(refusal("{'stage':'" + "x".repeat(StatementReader.LINE_BYTES_MAX) + "'}"))
        .contains("at most 65536 bytes");
    // Fewer characters than bytes: the limit is one of bytes.
    assertThat(refusal("{'stage':'" + "ä".repeat(40_000) + "'}")).contains("at most 65536 bytes");
    assertThat(refusal("[".repeat(10_000))).contains("this is none");
    assertThat(refusal("{'submit':{'job_type':'A','job_config':" + "{'a':".repeat(40) + "1"))
        .contains("this is none");
    assertThat(refusal("{'progress':0." + "1".repeat(100) + "}")).contains("this is none");
    assertThat(refusal("{'cost':{" + fields(17) + "}}")).contains("more than 16 fields");
    assertThat(refusal("{'submit':{'job_type':'A','environment':{" + texts(65) + "}}}"))
        .contains("at most 64 texts");
  }

  @Test
  void manyUnknownNamesMakeOneShortRefusal() {
    assertThat(refusal("{" + fields(2_000) + "}")).contains("and others").hasSizeLessThan(400);
  }

  @Test
  void aRefusalNeverShowsAValue() {
    List<String> lines =
        List.of(
            "{'set':{'model':'canary ../'}}",
            "{'stage':'canary\\n'}",
            "{'cost':{'usd':'canary\\n'}}",
            "{'submit':{'job_type':'canary ..','environment':{'A':'canary\\u0007'}}}",
            "{'progress':canary}",
            "canary");
    assertThat(lines)
        .allSatisfy(line -> assertThat(refusal(line)).doesNotContainIgnoringCase("canary"));
  }

  /** With single quotes for double ones, which keeps the lines above readable. */
  private List<Statement> read(String line) {
    return reader.read(line.replace('\'', '"'), PARENT);
  }

  private String refusal(String line) {
    return assertThat(read(line)).singleElement(type(Statement.Refused.class)).actual().why();
  }

  private NewJob submitted(String line) {
    return submitted(line, PARENT);
  }

  private NewJob submitted(String line, Job parent) {
    return assertThat(reader.read(line.replace('\'', '"'), parent))
        .singleElement(type(Statement.SubmitJob.class))
        .actual()
        .job();
  }

  private static String fields(int count) {
    return String.join(",", IntStream.range(0, count).mapToObj(i -> "'f" + i + "':1").toList());
  }

  private static String texts(int count) {
    return fields(count).replace(":1", ":'1'");
  }
}
