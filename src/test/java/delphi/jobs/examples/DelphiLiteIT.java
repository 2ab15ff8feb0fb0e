package delphi.jobs.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import delphi.jobs.examples.DelphiLite.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import tools.jackson.databind.JsonNode;

/** The pipeline: from flags to exit codes, from votes to a picture. */
class DelphiLiteIT {

  private static final String PIPELINE = "run_delphi.sh";
  private static final String SEATTLE = "15-per-hour-seattle";

  @TempDir Path home;

  @Test
  void aNumberAloneBecomesAPicture() throws Exception {
    DelphiLite lite = DelphiLite.in(home);

    Ended ended = lite.run(PIPELINE, "--zid=12345");

    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isZero();
    assertThat(ended.out().lines().filter(line -> line.startsWith("[")).map(DelphiLiteIT::stage))
        .containsExactly("load", "impute", "PCA", "k-means", "statements", "render");
    assertThat(ended.out().lines().toList())
        .endsWith("Results stored in DynamoDB for conversation 12345", "pipeline completed");
    assertThat(assertDrawn(lite, "12345", "manual").path("participants").asInt()).isGreaterThan(99);
  }

  @Test
  void aNumberAlwaysGivesTheSamePictureAndNoOtherNumberDoes() throws Exception {
    String first = drawn("one", "7");
    String again = drawn("two", "7");
    String other = drawn("three", "8");

    assertThat(again).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
  }

  @Test
  void bothWorldsOfFlagsAreUnderstood() throws Exception {
    Ended ended =
        DelphiLite.in(home)
            .run(
                PIPELINE,
                "--zid=1",
                "--include_moderation=true",
                "--exclude_comment_selections=false",
                "--rid=r9",
                "--max-votes=2000",
                "--batch-size=7");

    assertThat(ended.code()).isZero();
    assertThat(ended.out()).contains("batches of 7 rows");
    JsonNode summary = DelphiLite.in(home).summary("r9", "manual");
    assertThat(summary.path("votes").asInt()).isBetween(1, 2000);
  }

  @Test
  void theEnvironmentLimitsAsTheFlagsDo() throws Exception {
    Ended ended =
        DelphiLite.in(home)
            .with("MAX_VOTES", "1500")
            .with("BATCH_SIZE", "11")
            .run(PIPELINE, "--zid=1");

    assertThat(ended.code()).isZero();
    assertThat(ended.out()).contains("at most 1500 votes", "batches of 11 rows");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--zid=",
        "--zid=1 --frobnicate=1",
        "--zid=1 extra",
        "--zid=1 --max-votes=many",
        "--zid=1 --batch-size=0",
        "--zid=1 --include_moderation=perhaps",
        "--zid=../1",
        "--zid=1 --rid=/etc"
      })
  void badArgumentsEndWithUsageAndTwo(String arguments) throws Exception {
    DelphiLite lite = DelphiLite.in(home);

    Ended ended = lite.run(PIPELINE, arguments.isEmpty() ? new String[0] : arguments.split(" "));

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("usage:");
    lite.assertNoResults();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "participant,0,1\n1,1,5\n", "participant,0,1\n1,1\n", "participant,0\n1,1\n"})
  void aMatrixThatCannotBeUsedEndsWithFour(String matrix) throws Exception {
    DelphiLite lite = DelphiLite.in(home).with("DELPHI_LITE_DATA", home.toString());
    write("5/participants-votes.csv", matrix);

    Ended ended = lite.run(PIPELINE, "--zid=5");

    assertThat(ended.code()).isEqualTo(4);
    assertThat(ended.err()).contains("math export failed").doesNotContain("Traceback");
    assertThat(lite.picture("5", "manual")).doesNotExist();
  }

  @Test
  void theReportAndTheJobNameTheFolder() throws Exception {
    DelphiLite lite =
        DelphiLite.in(home).with("DELPHI_REPORT_ID", "r4abc").with("DELPHI_JOB_ID", "job-1");

    assertThat(lite.run(PIPELINE, "--zid=3").code()).isZero();

    JsonNode summary = assertDrawn(lite, "r4abc", "job-1");
    assertThat(summary.path("conversation_id").asString()).isEqualTo("3");
  }

  @Test
  void progressIsToldOverTheJobChannel() throws Exception {
    DelphiLite lite = DelphiLite.in(home).withChannel();

    assertThat(lite.run(PIPELINE, "--zid=3").code()).isZero();

    List<JsonNode> said = lite.statements();
    assertThat(said).extracting(one -> one.path("progress").asDouble()).isSorted().endsWith(1.0);
    assertThat(said.stream().map(one -> one.path("stage").asString()).distinct())
        .containsExactly("load", "impute", "PCA", "k-means", "statements", "render", "done");
  }

  @Test
  void theWordsOfStrangersStayWords() throws Exception {
    String attack = "</title><script>alert(1)</script> & \"quoted\"";
    write("6/summary.csv", "topic," + quoted(attack) + "\n");
    write("6/comments.csv", "comment-id,moderated,comment-body\n0,1," + quoted(attack) + "\n");
    write("6/participants-votes.csv", twoCamps());
    DelphiLite lite = DelphiLite.in(home).with("DELPHI_LITE_DATA", home.toString());

    assertThat(lite.run(PIPELINE, "--zid=6").code()).isZero();

    Document page = parse(lite.picture("6", "manual"));
    assertThat(page.getElementsByTagName("script").getLength()).isZero();
    assertThat(page.getElementsByTagName("h1").item(0).getTextContent()).isEqualTo(attack);
  }

  @Test
  void whatModeratorsRefusedIsLeftOutUnlessItIsAskedFor() throws Exception {
    write("6/comments.csv", "comment-id,moderated,comment-body\n0,-1,Refused\n1,1,Accepted\n");
    write("6/participants-votes.csv", twoCamps());
    DelphiLite lite = DelphiLite.in(home).with("DELPHI_LITE_DATA", home.toString());

    assertThat(lite.run(PIPELINE, "--zid=6").code()).isZero();
    assertThat(lite.summary("6", "manual").path("statements").asInt()).isEqualTo(7);

    assertThat(lite.run(PIPELINE, "--zid=6", "--include_moderation=false").code()).isZero();
    assertThat(lite.summary("6", "manual").path("statements").asInt()).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(strings = {SEATTLE, "brexit-consensus", "scoop-hivemind.freshwater"})
  void aRealConversationBecomesAPictureOfAllItsParticipants(String conversation) throws Exception {
    Path data = conversations();
    Path matrix = data.resolve(conversation).resolve("participants-votes.csv");
    DelphiLite lite = DelphiLite.in(home).with("DELPHI_LITE_DATA", data.toString());

    Ended ended = lite.run(PIPELINE, "--zid=" + conversation);

    assertThat(ended.code()).as(ended.err()).isZero();
    int participants = Files.readAllLines(matrix).size() - 1;
    JsonNode summary = assertDrawn(lite, conversation, "manual");
    assertThat(summary.path("participants").asInt()).isEqualTo(participants);
    assertThat(summary.path("groups").size()).isBetween(2, 5);
  }

  /** The picture is well-formed, complete in itself, and has a point for each participant. */
  private static JsonNode assertDrawn(DelphiLite lite, String report, String job) throws Exception {
    JsonNode summary = lite.summary(report, job);
    Document page = parse(lite.picture(report, job));
    NodeList circles = page.getElementsByTagName("circle");
    assertThat(
            IntStream.range(0, circles.getLength())
                .mapToObj(circles::item)
                .filter(circle -> ((Element) circle).getAttribute("class").startsWith("dot "))
                .count())
        .isEqualTo(summary.path("participants").asInt());
    assertThat(Files.readString(lite.picture(report, job)))
        .doesNotContainIgnoringCase("<script", "<link", "src=", "url(", "@import");
    return summary;
  }

  private String drawn(String folder, String conversation) throws Exception {
    DelphiLite lite = DelphiLite.in(Files.createDirectory(home.resolve(folder)));
    assertThat(lite.run(PIPELINE, "--zid=" + conversation).code()).isZero();
    return Files.readString(lite.picture(conversation, "manual"));
  }

  private void write(String file, String content) throws IOException {
    Path path = home.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }

  /** Twelve people, eight statements; the even ones agree with everything, the odd ones do not. */
  private static String twoCamps() {
    StringBuilder csv = new StringBuilder("participant,0,1,2,3,4,5,6,7\n");
    for (int person = 0; person < 12; person++) {
      csv.append(person).append((person % 2 == 0 ? ",1" : ",-1").repeat(8)).append('\n');
    }
    return csv.toString();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  private static String stage(String line) {
    return line.substring(line.indexOf(' ') + 1, line.indexOf(':'));
  }

  private static Document parse(Path page) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(page.toFile());
  }

  /** The exports are not part of this project; where they are not at hand, that is said aloud. */
  private static Path conversations() {
    Path data = Path.of(System.getProperty("delphi.shared", "../shared/data/conversations"));
    boolean there = Files.isRegularFile(data.resolve(SEATTLE).resolve("participants-votes.csv"));
    String why =
        "SKIPPED: no exported conversations in %s; name their folder with -Ddelphi.shared=FOLDER"
            .formatted(data.toAbsolutePath().normalize());
    if (!there) {
      System.out.println(why);
    }
    assumeTrue(there, why);
    return data.toAbsolutePath().normalize();
  }
}
