package delphi.jobs;

import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The floors of the house, held on what the compiler made; and shown to bite. */
class FloorsTest {

  private static final ClassDesc INSTANT = ClassDesc.of("java.time.Instant");
  private static final ClassDesc THREAD = ClassDesc.of("java.lang.Thread");

  @Test
  void everyClassKeepsToItsFloor() {
    List<byte[]> classes = classesUnder(Path.of("target", "classes", "delphi", "jobs"));

    assertThat(classes).isNotEmpty();
    assertThat(classes).flatMap(Floors::violations).isEmpty();
  }

  @Test
  void noTestSleeps() {
    assertThat(classesUnder(Path.of("target", "test-classes"))).flatMap(Floors::sleeps).isEmpty();
  }

  @Test
  void aFloorUsesOnlyFloorsBelowIt() {
    Set<String> below = new HashSet<>();
    for (Floors.Floor floor : Floors.HOUSE) {
      assertThat(below).as(floor.name()).containsAll(floor.floors());
      below.add(floor.name());
    }
  }

  @Test
  void aClassThatBreaksEveryRuleIsToldOnEach() {
    assertThat(Floors.violations(rulebreaker("delphi.jobs.job.Bad")))
        .containsExactlyInAnyOrder(
            "delphi.jobs.job.Bad uses delphi.jobs.engine.Poller",
            "delphi.jobs.job.Bad uses org.slf4j.Logger",
            "delphi.jobs.job.Bad uses software.amazon.awssdk.services.dynamodb.DynamoDbClient",
            "delphi.jobs.job.Bad uses java.sql.Connection",
            "delphi.jobs.job.Bad calls java.time.Instant#now()Ljava/time/Instant;",
            "delphi.jobs.job.Bad calls java.lang.Thread#sleep(J)V",
            "delphi.jobs.job.Bad calls java.lang.Thread#start()V");
  }

  @Test
  void theRoofMayReadTheClockAndStartThreadsButNeitherSleepNorSeeTheSdk() {
    assertThat(Floors.violations(rulebreaker("delphi.jobs.app.Bad")))
        .containsExactlyInAnyOrder(
            "delphi.jobs.app.Bad uses software.amazon.awssdk.services.dynamodb.DynamoDbClient",
            "delphi.jobs.app.Bad calls java.lang.Thread#sleep(J)V");
  }

  @Test
  void aSleepInATestIsFound() {
    assertThat(Floors.sleeps(rulebreaker("delphi.jobs.BadTest")))
        .containsExactly("java.lang.Thread#sleep(J)V");
  }

  @Test
  void aPackageWithoutAFloorIsRefused() {
    assertThatThrownBy(() -> Floors.violations(rulebreaker("delphi.jobs.util.Bad")))
        .hasMessageContaining("delphi.jobs.util has no floor");
  }

  /** A class that nobody should write: fields of foreign types, and the three forbidden calls. */
  private static byte[] rulebreaker(String name) {
    return ClassFile.of()
        .build(
            ClassDesc.of(name),
            type ->
                type.withField("up", ClassDesc.of("delphi.jobs.engine.Poller"), 0)
                    .withField("log", ClassDesc.of("org.slf4j.Logger"), 0)
                    .withField(
                        "sdk",
                        ClassDesc.of("software.amazon.awssdk.services.dynamodb.DynamoDbClient"),
                        0)
                    .withField("sql", ClassDesc.of("java.sql.Connection"), 0)
                    .withMethodBody(
                        "run",
                        MethodTypeDesc.of(CD_void),
                        ClassFile.ACC_STATIC,
                        code ->
                            code.invokestatic(INSTANT, "now", MethodTypeDesc.of(INSTANT))
                                .pop()
                                .lconst_0()
                                .invokestatic(THREAD, "sleep", MethodTypeDesc.of(CD_void, CD_long))
                                .invokestatic(THREAD, "currentThread", MethodTypeDesc.of(THREAD))
                                .invokevirtual(THREAD, "start", MethodTypeDesc.of(CD_void))
                                .return_()));
  }

  private static List<byte[]> classesUnder(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .map(FloorsTest::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
