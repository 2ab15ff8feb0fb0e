package delphi.jobs;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A home for a copy of the launcher, with Javas and a Maven made of shell: it asks for a Java 99,
 * so that no JDK of this machine is taken by chance.
 */
final class LauncherSandbox {

  /** What one start of the launcher left: its exit code and both streams. */
  record Result(int exitCode, String out, String err) {}

  /** What the launcher and the shell made doubles call; nothing else is on their PATH. */
  private static final List<String> TOOLS =
      List.of(
          "bash cat cp dirname env find flock head locale mkdir mkfifo mv readlink rm stat stty tail touch"
              .split(" "));

  private static final long LIMIT_SECONDS = 60;

  final Path root;
  final Path home;
  final Path bin;
  final Map<String, String> environment = new TreeMap<>();

  LauncherSandbox(Path root) throws IOException {
    this(root, 99);
  }

  /** One that takes a real JDK, if {@code javaMin} is low enough. */
  LauncherSandbox(Path root, int javaMin) throws IOException {
    this.root = root;
    home = Files.createDirectories(root.resolve("delphi home"));
    bin = Files.createDirectories(root.resolve("bin"));
    for (String tool : TOOLS) {
      script(bin.resolve(tool), "#!/bin/sh\nexec " + onPath(tool) + " \"$@\"\n");
    }
    String launcher = Files.readString(Path.of("delphi"));
    script(home.resolve("delphi"), launcher.replace("JAVA_MIN=25", "JAVA_MIN=" + javaMin));
    environment.put("PATH", bin.toString());
    environment.put("HOME", root.toString());
  }

  /** A jar without sources beside it, as in a bundle: nothing is ever built. */
  LauncherSandbox withJar() throws IOException {
    Path jar = home.resolve("target/delphi-jobs.jar");
    Files.createDirectories(jar.resolveSibling("lib"));
    Files.writeString(jar, "a jar");
    return this;
  }

  /** Sources that are older than the jar, where there is one. */
  LauncherSandbox withSources() throws IOException {
    Path source = home.resolve("src/main/java/Main.java");
    Files.createDirectories(source.getParent());
    for (Path file : List.of(source, home.resolve("pom.xml"))) {
      Files.writeString(file, "old");
    }
    try (var files = Files.walk(home.resolve("src"))) {
      for (Path file : files.toList()) {
        age(file);
      }
    }
    age(home.resolve("pom.xml"));
    return this;
  }

  private static void age(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
  }

  /**
   * A JDK whose java prints its folder, its locale and its arguments, one a line, and makes the
   * cache that it is asked for.
   */
  Path jdk(String name, String version) throws IOException {
    Path jdk = Files.createDirectories(root.resolve(name));
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(
        jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    String show =
        """
        #!/usr/bin/env bash
        printf '%s\\n' "$0" "$(locale charmap)" "$@"
        for word; do case $word in
          -XX:ArchiveClassesAtExit=*) : >"${word#*=}" ;;
          *.so.new) : >"$word" ;;
        esac; done
        """;
    Files.writeString(Files.createDirectories(jdk.resolve("lib")).resolve("modules"), name);
    script(jdk.resolve("bin/java"), show);
    script(jdk.resolve("bin/javac"), show);
    return jdk;
  }

  /** A Maven that runs these lines of bash in the launcher's home. */
  void maven(String lines) throws IOException {
    script(bin.resolve("mvn"), "#!/usr/bin/env bash\nset -e\n" + lines + "\n");
  }

  Process start(String... arguments) throws IOException {
    var command = new ArrayList<>(List.of(home.resolve("delphi").toString()));
    command.addAll(List.of(arguments));
    return start(command);
  }

  Process start(List<String> command) throws IOException {
    var builder = new ProcessBuilder(command).directory(root.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  Result run(String... arguments) throws IOException, InterruptedException {
    return result(start(arguments));
  }

  /** Waits for the end; the output of these programs fits into the pipes. */
  static Result result(Process process) throws IOException, InterruptedException {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the launcher did not end in " + LIMIT_SECONDS + " s");
    }
    try (BufferedReader out = process.inputReader();
        BufferedReader err = process.errorReader()) {
      return new Result(process.exitValue(), out.readAllAsString(), err.readAllAsString());
    }
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path onPath(String tool) {
    for (String folder : System.getenv("PATH").split(":", -1)) {
      Path file = Path.of(folder, tool);
      if (Files.isExecutable(file)) {
        return file;
      }
    }
    throw new AssertionError("this machine has no " + tool + " on its PATH");
  }
}
