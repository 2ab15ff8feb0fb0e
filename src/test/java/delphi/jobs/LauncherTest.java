package delphi.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import delphi.jobs.LauncherSandbox.Result;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, run by a real bash against Javas and Mavens made of shell. */
class LauncherTest {

  @TempDir private Path folder;

  private LauncherSandbox sandbox;

  @BeforeEach
  void prepare() throws IOException {
    sandbox = new LauncherSandbox(folder.toRealPath());
  }

  @Test
  void theFirstJavaThatFitsIsTakenInTheDocumentedOrder() throws Exception {
    sandbox.withJar();
    Path named = sandbox.jdk("named", "99.0.1");
    Path bundled = sandbox.jdk("delphi home/runtime", "99");
    Path usual = sandbox.jdk("usual", "100-ea");
    Path onPath = sandbox.jdk("on path", "99.0.2");
    Path sdkman = sandbox.jdk(".sdkman/candidates/java/99-x", "99");
    sandbox.environment.put("DELPHI_JAVA_HOME", named.toString());
    sandbox.environment.put("JAVA_HOME", usual.toString());
    Path link = Files.createSymbolicLink(sandbox.bin.resolve("java"), onPath.resolve("bin/java"));

    assertThat(javaTaken()).isEqualTo(named + "/bin/java");
    sandbox.environment.remove("DELPHI_JAVA_HOME");
    assertThat(javaTaken()).isEqualTo(bundled + "/bin/java");
    Files.delete(bundled.resolve("release"));
    assertThat(javaTaken()).isEqualTo(usual + "/bin/java");
    sandbox.environment.remove("JAVA_HOME");
    assertThat(javaTaken()).isEqualTo(onPath + "/bin/java");
    Files.delete(link);
    assertThat(javaTaken()).isEqualTo(sdkman + "/bin/java");
  }

  @Test
  void withoutAJavaThatFitsItSaysWhereItLookedAndWhatToDo() throws Exception {
    sandbox.withJar();
    Path old = sandbox.jdk("old", "1.8.0_392");
    sandbox.environment.put("DELPHI_JAVA_HOME", old.toString());
    sandbox.environment.put("JAVA_HOME", folder.resolve("nowhere").toString());

    Result result = sandbox.run("list");

    assertThat(result.exitCode()).isEqualTo(78);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains("needs a JDK 99 or newer")
        .contains("DELPHI_JAVA_HOME: " + old + " is 1.8.0_392")
        .contains("JAVA_HOME: no JDK")
        .contains("runtime/: no JDK")
        .contains("java on PATH: not set")
        .contains("~/.jdks")
        .contains("Remedy: install one");
  }

  @Test
  void itWorksThroughSymbolicLinksFromAnyFolderAndPassesArgumentsAsTheyAre() throws Exception {
    sandbox.withJar();
    sandbox.environment.put("JAVA_HOME", sandbox.jdk("jdk", "99").toString());
    Path near = Files.createSymbolicLink(folder.resolve("near"), Path.of("delphi home/delphi"));
    Path far = Files.createSymbolicLink(sandbox.bin.resolve("delphi"), near.toAbsolutePath());

    var command = List.of(far.toString(), "submit", "two words", "*", "", "Übergröße");
    Result result = LauncherSandbox.result(sandbox.start(command));

    assertThat(result.err()).isEmpty();
    assertThat(result.out().lines())
        .endsWith("submit", "two words", "*", "", "Übergröße")
        .contains("-Ddelphi.home=" + sandbox.home)
        .containsSequence("-jar", sandbox.home + "/target/delphi-jobs.jar");
  }

  @Test
  void onATerminalItSaysHowLargeThatIs() throws Exception {
    Path script = Path.of("/usr/bin/script");
    assumeTrue(Files.isExecutable(script), "there is no script here, which makes a terminal");
    sandbox.withJar();
    sandbox.environment.put("JAVA_HOME", sandbox.jdk("jdk", "99").toString());
    String line = "stty rows 31 cols 97; exec '" + sandbox.home.resolve("delphi") + "' list";

    List<String> command = List.of(script.toString(), "-qec", line, "/dev/null");
    Result result = LauncherSandbox.result(sandbox.start(command));

    assertThat(result.out()).contains("-Ddelphi.terminal=31 97");
    assertThat(sandbox.run("list").out()).doesNotContain("delphi.terminal");
  }

  @Test
  void theLocaleIsUtf8WhateverTheCallersIs() throws Exception {
    sandbox.withJar();
    sandbox.environment.put("JAVA_HOME", sandbox.jdk("jdk", "99").toString());

    assertUtf8WithoutAWord();
    sandbox.environment.put("LANG", "xx_XX.UTF-8"); // a name alone does not make it exist
    assertUtf8WithoutAWord();
    sandbox.environment.put("LC_CTYPE", "POSIX");
    assertUtf8WithoutAWord();
    sandbox.environment.put("LC_ALL", "C");
    assertUtf8WithoutAWord();
  }

  @Test
  void theCallersJvmOptionsWinOverOurs() throws Exception {
    sandbox.withJar();
    sandbox.environment.put("JAVA_HOME", sandbox.jdk("jdk", "99").toString());

    assertThat(sandbox.run("poll").out().lines())
        .contains("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC");
    sandbox.environment.put("DELPHI_JAVA_OPTS", "-Xmx1g -XX:+UseG1GC");
    assertThat(sandbox.run("poll").out().lines())
        .containsSubsequence("-Xmx256m", "-Xmx1g", "-XX:+UseG1GC", "-jar")
        .doesNotContain("-XX:+UseSerialGC");
  }

  @Test
  void aMissingJarIsBuiltOnceAndAnEditedSourceBuildsItAnew() throws Exception {
    sandbox.withSources();
    Path jdk = sandbox.jdk("jdk", "99");
    sandbox.environment.put("JAVA_HOME", jdk.toString());
    // Like the real one it leaves a jar as it is, when nothing in it would change.
    sandbox.maven(
        "echo \"$JAVA_HOME\" >> builds; mkdir -p target; "
            + "[ -f target/delphi-jobs.jar ] || echo built > target/delphi-jobs.jar");

    assertThat(sandbox.run("list").err()).contains("building");
    assertThat(sandbox.run("list").err()).isEmpty();
    assertThat(builds()).containsExactly(jdk.toString());

    Files.writeString(sandbox.home.resolve("src/main/java/Main.java"), "new");
    assertThat(sandbox.run("list").err()).contains("building");
    assertThat(sandbox.run("list").err()).isEmpty();
    assertThat(builds()).hasSize(2);
  }

  @Test
  void aRunningProgramKeepsTheJarThatItOpened() throws Exception {
    sandbox.withJar().withSources();
    sandbox.environment.put("JAVA_HOME", sandbox.jdk("jdk", "99").toString());
    sandbox.maven("echo rebuilt > target/delphi-jobs.jar");
    Files.writeString(sandbox.home.resolve("pom.xml"), "new");

    try (BufferedReader opened =
        Files.newBufferedReader(sandbox.home.resolve("target/delphi-jobs.jar"))) {
      assertThat(sandbox.run("list").err()).contains("building");
      assertThat(opened.readLine()).isEqualTo("a jar");
    }
    assertThat(sandbox.home.resolve("target/delphi-jobs.jar")).hasContent("rebuilt");
  }

  @Test
  void twoStartsAtATimeBuildOnce() throws Exception {
    sandbox.withSources();
    sandbox.environment.put("JAVA_HOME", sandbox.jdk("jdk", "99").toString());
    // Builds until the second start has been heard to wait: a line in the pipe ends it.
    LauncherSandbox.result(sandbox.start(List.of("mkfifo", "go")));
    sandbox.maven(
        "echo x >> builds; read < ../go; mkdir -p target; echo x > target/delphi-jobs.jar");

    Process first = sandbox.start("list");
    assertThat(first.errorReader().readLine()).contains("building");
    Process second = sandbox.start("list");
    assertThat(second.errorReader().readLine()).contains("waiting for a build");
    Files.writeString(folder.resolve("go"), "go\n");

    assertThat(LauncherSandbox.result(first).exitCode()).isZero();
    assertThat(LauncherSandbox.result(second).exitCode()).isZero();
    assertThat(builds()).hasSize(1);
  }

  @Test
  void aFailedBuildShowsItsEndAndNamesItsLog() throws Exception {
    sandbox.withSources();
    sandbox.environment.put("JAVA_HOME", sandbox.jdk("jdk", "99").toString());
    sandbox.maven("echo 'Main.java: broken'; exit 1");

    Result result = sandbox.run("list");

    assertThat(result.exitCode()).isEqualTo(70);
    assertThat(result.err())
        .contains("Main.java: broken")
        .contains("the build failed; all of it: " + sandbox.home + "/.delphi/build.log");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void aMissingMavenIsNamedWithItsRemedy() throws Exception {
    sandbox.withSources();
    sandbox.environment.put("JAVA_HOME", sandbox.jdk("jdk", "99").toString());

    Result result = sandbox.run("up");

    assertThat(result.exitCode()).isEqualTo(78);
    assertThat(result.err()).contains("needs Maven").contains("Remedy");
  }

  @Test
  void testRunsAllChecksWithTheJavaThatWasFound() throws Exception {
    sandbox.withSources();
    Path jdk = sandbox.jdk("jdk", "99");
    sandbox.environment.put("JAVA_HOME", jdk.toString());
    sandbox.maven("printf '%s\\n' \"$PWD\" \"$JAVA_HOME\" \"$@\"; exit 3");

    Result result = sandbox.run("test", "-Dtest=FooTest");

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.out().lines())
        .containsExactly(
            sandbox.home.toString(), jdk.toString(), "-B", "-ntp", "verify", "-Dtest=FooTest");
  }

  private void assertUtf8WithoutAWord() throws IOException, InterruptedException {
    Result result = sandbox.run();
    assertThat(result.out().lines()).element(1).isEqualTo("UTF-8");
    assertThat(result.err()).isEmpty();
  }

  private String javaTaken() throws IOException, InterruptedException {
    Result result = sandbox.run("version");
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result.out().lines().findFirst().orElseThrow();
  }

  private List<String> builds() throws IOException {
    return Files.readAllLines(sandbox.home.resolve("builds"));
  }
}
