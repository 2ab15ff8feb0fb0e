package delphi.jobs.handler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpServer;
import delphi.jobs.job.JobType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a variable can do that somebody writes into a row: shown with a real program that is given
 * it, and then not to happen when the same variable has gone through the policies. The prefixes of
 * the design documents, {@code PYTHONPATH} and {@code AWS_} among them, would let each of them in.
 */
class DangerTest {
  private static final String PYTHON = "/usr/bin/python3";
  private static final Map<String, String> OWN =
      Map.of(
          "PATH", "/usr/bin:/bin",
          "AWS_ACCESS_KEY_ID", "AKIAOURS",
          "AWS_SECRET_ACCESS_KEY", "ours",
          "AWS_EC2_METADATA_DISABLED", "true",
          "ANTHROPIC_API_KEY", "our-key");

  private static final List<EnvironmentPolicy> POLICIES =
      List.of(EnvironmentPolicy.STRICT, EnvironmentPolicy.SEED_COMPAT);

  @TempDir private Path folder;
  private Path proof;

  @BeforeEach
  void prepare() {
    proof = folder.resolve("somebody-elses-code-ran");
  }

  @Test
  void aPythonPathRunsCode() throws Exception {
    Files.writeString(folder.resolve("sitecustomize.py"), "open(%s, 'w')".formatted(quoted(proof)));

    assertHarm("PYTHONPATH", folder.toString(), List.of(PYTHON, "-c", "pass"));
  }

  @Test
  void aBashEnvRunsCode() throws Exception {
    Path code = Files.writeString(folder.resolve("code"), "touch " + quoted(proof));

    assertHarm("BASH_ENV", code.toString(), List.of("bash", "-c", "true"));
  }

  @Test
  void aPathRunsCode() throws Exception {
    Path code = folder.resolve("ls");
    Files.writeString(code, "#!/bin/sh\n/usr/bin/touch " + quoted(proof) + "\n");
    assertThat(code.toFile().setExecutable(true)).isTrue();

    assertHarm("PATH", folder + ":/usr/bin:/bin", List.of("/bin/bash", "-c", "ls >/dev/null"));
  }

  @Test
  void anAwsConfigFileRunsCode() throws Exception {
    requireBoto();
    Path config =
        Files.writeString(
            folder.resolve("config"),
            "[default]\ncredential_process = touch " + quoted(proof) + "\n");
    String program =
        """
        import os, boto3
        del os.environ['AWS_ACCESS_KEY_ID'], os.environ['AWS_SECRET_ACCESS_KEY']
        try: boto3.Session(region_name='us-west-2').get_credentials().access_key
        except Exception: pass
        """;

    assertHarm("AWS_CONFIG_FILE", config.toString(), List.of(PYTHON, "-c", program));
  }

  /** As the provider's own client does it: the address and the key each come from a variable. */
  @Test
  void aBaseAddressGetsOurKey() throws Exception {
    Queue<String> keys = new ConcurrentLinkedQueue<>();
    HttpServer theirs = server(keys);
    String program =
        """
        import os, urllib.request
        address = os.environ.get('ANTHROPIC_BASE_URL', 'http://127.0.0.1:1') + '/v1/messages'
        request = urllib.request.Request(address, headers={'X-Api-Key': os.environ['ANTHROPIC_API_KEY']})
        try: urllib.request.urlopen(request, timeout=10)
        except Exception: pass
        """;
    String address = "http://127.0.0.1:" + theirs.getAddress().getPort();
    try {
      run(with("ANTHROPIC_BASE_URL", address), List.of(PYTHON, "-c", program));
      assertThat(keys).as("what reached somebody else").containsExactly("our-key");
      keys.clear();

      for (EnvironmentPolicy policy : POLICIES) {
        run(screened(policy, "ANTHROPIC_BASE_URL", address), List.of(PYTHON, "-c", program));
        assertThat(keys).as("after policy %s", policy).isEmpty();
      }
    } finally {
      theirs.stop(0);
    }
  }

  /** The variable does its work when a program gets it, and not after it was screened. */
  private void assertHarm(String name, String value, List<String> command) throws Exception {
    run(with(name, value), command);
    assertThat(proof).as("%s=%s as it is", name, value).exists();
    Files.delete(proof);

    for (EnvironmentPolicy policy : POLICIES) {
      run(screened(policy, name, value), command);
      assertThat(proof).as("%s=%s after policy %s", name, value, policy).doesNotExist();
    }
  }

  private static Map<String, String> screened(EnvironmentPolicy policy, String name, String value) {
    var settings = new EnvironmentSettings(OWN, List.of(), policy, "Delphi_JobQueue");
    var job = JobBuilder.of(JobType.FULL_PIPELINE).environment(Map.of(name, value)).build();
    return new ChildEnvironment(settings).of(job).variables();
  }

  private static Map<String, String> with(String name, String value) {
    Map<String, String> all = new HashMap<>(OWN);
    all.put(name, value);
    return all;
  }

  private static void run(Map<String, String> environment, List<String> command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  private static HttpServer server(Queue<String> keys) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          keys.add(exchange.getRequestHeaders().getFirst("X-Api-Key"));
          byte[] no = "no".getBytes(UTF_8);
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(403, no.length);
          exchange.getResponseBody().write(no);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static void requireBoto() throws Exception {
    Process look = new ProcessBuilder(PYTHON, "-c", "import boto3").start();
    assumeThat(look.waitFor(1, TimeUnit.MINUTES) && look.exitValue() == 0)
        .as("no boto3 here (python3-boto3): what it does with the variable cannot be shown")
        .isTrue();
  }

  private static String quoted(Path path) {
    return "'" + path + "'";
  }
}
