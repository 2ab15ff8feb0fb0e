package delphi.jobs.handler;

import java.util.Arrays;
import java.util.Optional;

/**
 * Why a row may never set certain variables, whatever else is allowed. Rows are written by more
 * people than may run programs here, and each of these names turns a value into code, into our
 * credentials in somebody else's hands, or into results in the wrong place.
 */
enum Danger {
  OURS(
      "only the poller sets it",
      "DELPHI_JOB_*",
      "DELPHI_REPORT_ID",
      "DELPHI_CONVERSATION_ID",
      "DELPHI_BATCH_ID",
      "DELPHI_BATCH_JOB_ID",
      "DELPHI_FENCE_TOKEN",
      "DELPHI_ORDER_MARKER",
      "DELPHI_COMMANDS",
      "DELPHI_WORKER*",
      "DELPHI_STORE*",
      "DELPHI_*TABLE*",
      "DELPHI_ENV_POLICY",
      "DELPHI_*_ENV",
      "DELPHI_*SCRIPT*",
      "DELPHI_LITE_*",
      "TRACEPARENT",
      "TRACESTATE"),
  CODE(
      "it makes programs run other code",
      "LD_*",
      "DYLD_*",
      "PYTHON*",
      "DELPHI_PYTHON*",
      "BASH*",
      "ENV",
      "SHELLOPTS",
      "IFS",
      "PS4",
      "PROMPT_COMMAND",
      "PERL*",
      "RUBY*",
      "NODE_*",
      "NPM_*",
      "PIP_*",
      "UV_*",
      "CONDA_*",
      "VIRTUAL_ENV",
      "GIT_*",
      "*JAVA*",
      "JDK_*",
      "R_*",
      "LUA_*",
      "PHP*",
      "GCONV*",
      "GLIBC_*",
      "MALLOC_*",
      "*PRELOAD*",
      "EDITOR",
      "VISUAL",
      "PAGER",
      "BROWSER",
      "*_OPTIONS",
      "*_OPTS"),
  PLACE(
      "it moves where programs and files are looked for",
      "*PATH",
      "*_HOME",
      "*_DIR",
      "*_DIRECTORY",
      "*_FILE",
      "*_BUNDLE",
      "HOME",
      "SHELL",
      "PWD",
      "OLDPWD",
      "TMP",
      "TMPDIR",
      "TEMP",
      "TEMPDIR",
      "SSL_*",
      "CURL_*",
      "XDG_*",
      "TERMINFO*",
      "AWS_S3_*",
      "OLLAMA_MODELS"),
  REDIRECTION(
      "it sends our requests, and our keys with them, somewhere else",
      "*_PROXY",
      "*_URL",
      "*_URL_*",
      "*_URLS",
      "*_URI",
      "*_URI_*",
      "*_API_BASE",
      "*_ENDPOINT*",
      "*_HOST",
      "*_SOCKET",
      "*_HEADERS",
      "HOSTALIASES",
      "RES_OPTIONS",
      "LOCALDOMAIN",
      "RESOLV_*"),
  IDENTITY(
      "it changes whose account is used",
      "AWS_ACCESS_*",
      "AWS_SECRET_*",
      "AWS_SE*_TOKEN",
      "AWS_*PROFILE*",
      "AWS_CONFIG*",
      "AWS_*CREDENTIAL*",
      "AWS_ROLE_*",
      "AWS_WEB_IDENTITY_*",
      "AWS_CONTAINER_*",
      "AWS_EC2_*",
      "AWS_STS_*",
      "AWS_SDK_*",
      "AWS_LOGIN_*",
      "DATABASE_*",
      "POSTGRES_*",
      "PG*",
      "SSH_*",
      "SUDO_*",
      "USER",
      "LOGNAME");

  private final String words;

  @SuppressWarnings("ImmutableEnumChecker") // a compiled pattern cannot be changed
  private final Names names;

  Danger(String words, String... names) {
    this.words = words;
    this.names = Names.inAnyCase(names);
  }

  /** What would be dangerous about a row that sets this variable. */
  static Optional<Danger> of(String name) {
    return Arrays.stream(values()).filter(danger -> danger.names.contain(name)).findFirst();
  }

  /** In words, to go on after "because". */
  @Override
  public String toString() {
    return words;
  }
}
