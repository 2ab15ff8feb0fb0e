package delphi.jobs.handler;

import delphi.jobs.job.Job;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole environment of a job's process, built from nothing (CONTRACT §5): what the scripts need
 * of ours, what the row may set, and last what we say of the job, which nobody overrides.
 */
final class ChildEnvironment {
  /** As W3C's Trace Context calls it. */
  private static final String TRACE = "TRACEPARENT";

  /** What programs of any kind need, and what Delphi's scripts are known to read. */
  private static final List<String> USUAL =
      List.of(
          // the system
          "PATH",
          "HOME",
          "USER",
          "LOGNAME",
          "SHELL",
          "LANG",
          "LANGUAGE",
          "LC_*",
          "TZ",
          "TMPDIR",
          "LD_LIBRARY_PATH",
          // the interpreter
          "PYTHON*",
          "VIRTUAL_ENV",
          "CONDA_*",
          // the way out
          "SSL_CERT_*",
          "REQUESTS_CA_BUNDLE",
          "CURL_CA_BUNDLE",
          "HTTP_PROXY",
          "HTTPS_PROXY",
          "NO_PROXY",
          "ALL_PROXY",
          "http_proxy",
          "https_proxy",
          "no_proxy",
          "all_proxy",
          // the scripts
          "DYNAMODB_*",
          "USE_DYNAMODB",
          "PREFER_DYNAMODB",
          "AWS_*",
          "ANTHROPIC_*",
          "OPENAI_*",
          "OLLAMA_*",
          "LLM_PROVIDER",
          "NARRATIVE_BATCH_*",
          "DATABASE_*",
          "POSTGRES_*",
          "MATH_ENV",
          "MAX_VOTES",
          "BATCH_SIZE",
          "INSTANCE_SIZE",
          "SENTENCE_TRANSFORMER_MODEL",
          "HF_*",
          "TRANSFORMERS_*",
          "CUDA_*",
          "NVIDIA_*",
          "OMP_NUM_THREADS",
          "NUMBA_*",
          "DELPHI_APP_PATH",
          "DELPHI_LITE_*");

  private static final Names USUAL_NAMES = Names.of(USUAL);

  private final EnvironmentSettings settings;
  private final Names passed;

  ChildEnvironment(EnvironmentSettings settings) {
    this.settings = settings;
    this.passed = Names.of(settings.pass());
  }

  static boolean isUsual(String name) {
    return USUAL_NAMES.contain(name);
  }

  Built of(Job job) {
    Map<String, String> variables = new LinkedHashMap<>();
    settings
        .own()
        .forEach((name, value) -> {
          if (USUAL_NAMES.contain(name) || passed.contain(name)) {
            variables.put(name, value);
          }
        });
    // A script's lines must arrive when they are said, and in one encoding.
    variables.putIfAbsent("PYTHONUNBUFFERED", "1");
    variables.putIfAbsent("LANG", "C.UTF-8");
    Map<String, String> wanted = new LinkedHashMap<>(job.request().environment());
    String trace = wanted.get(TRACE);
    if (trace != null && Form.TRACE.fits(trace)) {
      // Digits that say where its submitter stood; whoever traces attempts puts its own over it.
      wanted.remove(TRACE);
      variables.put(TRACE, trace);
    }
    EnvironmentPolicy.Screened screened = settings.policy().screen(wanted);
    variables.putAll(screened.accepted());
    sayOf(job, variables);
    List<String> warnings = new ArrayList<>();
    screened.refusals().stream()
        .limit(EnvironmentPolicy.VARIABLES_MAX)
        .map(EnvironmentPolicy.Refusal::toString)
        .forEach(warnings::add);
    int untold = screened.refusals().size() - warnings.size();
    if (untold > 0) {
      warnings.add(untold + " more environment variables are left out");
    }
    return new Built(variables, warnings);
  }

  private void sayOf(Job job, Map<String, String> variables) {
    variables.put("DELPHI_JOB_ID", job.id());
    variables.put("DELPHI_JOB_TYPE", job.type().name());
    variables.put("DELPHI_JOB_ATTEMPT", Integer.toString(job.tenure().attempt()));
    variables.put("DELPHI_CONVERSATION_ID", job.request().conversationId());
    variables.put("DELPHI_REPORT_ID", job.request().reportOrConversation());
    variables.put("DELPHI_TABLE", settings.table());
    putIfKnown("DELPHI_FENCE_TOKEN", job.tenure().version(), variables);
    putIfKnown("DELPHI_BATCH_ID", job.batch().batchId(), variables);
    putIfKnown("DELPHI_BATCH_JOB_ID", job.batch().batchJobId(), variables);
  }

  private static void putIfKnown(
      String name, @Nullable Object value, Map<String, String> variables) {
    if (value != null) {
      variables.put(name, value.toString());
    }
  }

  /** An environment, and in words what the row asked for and does not get. */
  record Built(Map<String, String> variables, List<String> warnings) {}
}
