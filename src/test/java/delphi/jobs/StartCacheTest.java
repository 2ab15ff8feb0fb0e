package delphi.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.LauncherSandbox.Result;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The archive of classes that short commands start from: who gets it, and that it never changes
 * what runs.
 */
class StartCacheTest {
  private static final Path REAL = Path.of(System.getProperty("java.home"));

  @TempDir private Path folder = Path.of("");

  @Test
  void shortCommandsOfThisBuildOnThisJavaGetIt() throws Exception {
    LauncherSandbox sandbox = new LauncherSandbox(folder.toRealPath()).withJar();
    sandbox.environment.put("JAVA_HOME", sandbox.jdk("jdk", "99").toString());
    assertThat(cacheGivenTo(sandbox, "list")).as("before it is made").isEmpty();

    assertThat(sandbox.run("prepare").exitCode()).isZero();

    List<String> given = cacheGivenTo(sandbox, "list");
    assertThat(given).hasSize(1);
    assertThat(caches(sandbox)).containsExactly(given.getFirst());
    assertThat(cacheGivenTo(sandbox, "poll")).as("one that goes on for long").isEmpty();
    sandbox.environment.put("DELPHI_JAVA_OPTS", "-XX:+UseZGC");
    assertThat(cacheGivenTo(sandbox, "list")).as("with options of the caller's").isEmpty();
    sandbox.environment.remove("DELPHI_JAVA_OPTS");
    sandbox.environment.put("DELPHI_JAVA_HOME", sandbox.jdk("other", "99.0.1").toString());
    assertThat(cacheGivenTo(sandbox, "list")).as("on another Java").isEmpty();
    sandbox.environment.remove("DELPHI_JAVA_HOME");
    Files.writeString(sandbox.home.resolve("target/delphi-jobs.jar"), "b jar");
    assertThat(cacheGivenTo(sandbox, "list")).as("of another build").isEmpty();

    assertThat(sandbox.run("prepare").exitCode()).isZero();
    assertThat(caches(sandbox)).hasSize(1).isNotEqualTo(given);
  }

  @Test
  void shortCommandsAreToldWhereTheLibraryOfTheDatabaseLies() throws Exception {
    LauncherSandbox sandbox = new LauncherSandbox(folder.toRealPath()).withJar();
    sandbox.environment.put("JAVA_HOME", sandbox.jdk("jdk", "99").toString());
    String path = "-Dorg.sqlite.lib.path=" + sandbox.home.resolve("target");
    assertThat(sandbox.run("list").out()).doesNotContain("org.sqlite");

    assertThat(sandbox.run("prepare").exitCode()).isZero();

    String given = sandbox.run("list").out();
    assertThat(given).contains(path + "\n", "-Dorg.sqlite.lib.name=start-");
    assertThat(sandbox.run("poll").out()).doesNotContain("org.sqlite");
    Files.writeString(sandbox.home.resolve("target/delphi-jobs.jar"), "b jar");
    assertThat(sandbox.run("list").out()).as("of another build").doesNotContain("org.sqlite");
  }

  @Test
  void aJarThatWasSwappedRunsAsItIsAndABrokenCacheIsPassedOver() throws Exception {
    LauncherSandbox sandbox = new LauncherSandbox(folder.toRealPath(), 25).withJar();
    sandbox.environment.put("DELPHI_JAVA_HOME", REAL.toString());
    jar("one", sandbox.home.resolve("target/delphi-jobs.jar"));
    Result prepared = sandbox.run("prepare");
    assertThat(prepared.exitCode()).as(prepared.err()).isZero();
    assertThat(sandbox.run("list")).isEqualTo(new Result(0, "one\n", ""));

    jar("two", sandbox.home.resolve("target/delphi-jobs.jar"));
    assertThat(sandbox.run("list")).isEqualTo(new Result(0, "two\n", ""));

    assertThat(sandbox.run("prepare").exitCode()).isZero();
    assertThat(sandbox.run("list")).isEqualTo(new Result(0, "two\n", ""));
    Files.writeString(Path.of(caches(sandbox).getFirst()), "not a cache");
    assertThat(sandbox.run("list")).isEqualTo(new Result(0, "two\n", ""));
  }

  @Test
  void aCacheThatCannotBeMadeIsToldWithItsReason() throws Exception {
    LauncherSandbox sandbox = new LauncherSandbox(folder.toRealPath(), 25).withJar();
    sandbox.environment.put("DELPHI_JAVA_HOME", REAL.toString());

    Result result = sandbox.run("prepare");

    assertThat(result.exitCode()).isEqualTo(70);
    assertThat(result.err()).contains("could not be made").contains(".delphi/prepare.log");
    assertThat(sandbox.home.resolve(".delphi/prepare.log")).content().contains("Rehearsal");
    assertThat(caches(sandbox)).isEmpty();
  }

  private static List<String> cacheGivenTo(LauncherSandbox sandbox, String verb) throws Exception {
    String prefix = "-XX:SharedArchiveFile=";
    return sandbox
        .run(verb)
        .out()
        .lines()
        .filter(word -> word.startsWith(prefix))
        .map(word -> word.substring(prefix.length()))
        .toList();
  }

  private static List<String> caches(LauncherSandbox sandbox) throws IOException {
    try (Stream<Path> files = Files.list(sandbox.home.resolve("target"))) {
      return files.map(Path::toString).filter(name -> name.endsWith(".jsa")).toList();
    }
  }

  /** A program that says one word, and the class that is rehearsed. */
  private void jar(String word, Path jar) throws IOException {
    Path sources = Files.createDirectories(folder.resolve("sources"));
    Path classes = Files.createDirectories(folder.resolve("classes"));
    for (String name : List.of("Main", "Rehearsal")) {
      String text =
          """
          package delphi.jobs.app;
          public class %s {
            public static void main(String[] args) {
              System.out.println("%s");
            }
          }
          """
              .formatted(name, word);
      Path source = Files.writeString(sources.resolve(name + ".java"), text);
      int failed =
          ToolProvider.getSystemJavaCompiler()
              .run(null, null, null, "-d", classes.toString(), source.toString());
      assertThat(failed).isZero();
    }
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "delphi.jobs.app.Main");
    Path fresh = folder.resolve("fresh.jar");
    try (OutputStream file = Files.newOutputStream(fresh);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      for (String name : List.of("Main", "Rehearsal")) {
        String entry = "delphi/jobs/app/" + name + ".class";
        out.putNextEntry(new JarEntry(entry));
        out.write(Files.readAllBytes(classes.resolve(entry)));
      }
    }
    Files.move(fresh, jar, StandardCopyOption.REPLACE_EXISTING);
  }
}
