package delphi.jobs.diagnosis;

import static delphi.jobs.diagnosis.Rule.Weight.MILD;
import static delphi.jobs.diagnosis.Rule.Weight.SPECIFIC;
import static delphi.jobs.diagnosis.Rules.form;
import static delphi.jobs.diagnosis.Rules.words;

import java.util.List;

/** What shells, the programs that they call, and parsers of arguments and data say. */
final class ShellRules {
  private static final String SHELL = "the shell's own words";

  static final List<Rule> LIST =
      List.of(
          words(
              "wrong-architecture",
              Cause.WRONG_ARCHITECTURE,
              SPECIFIC,
              SHELL,
              "./run.sh: line 3: /app/bin/export: cannot execute binary file: Exec format error",
              "Exec format error",
              "exec format error",
              "cannot execute binary file"),
          words(
              "shared-library",
              Cause.MODULE_MISSING,
              SPECIFIC,
              "the loader's own words",
              "python: error while loading shared libraries: libz.so.1",
              "error while loading shared libraries",
              "cannot open shared object file",
              "MODULE_NOT_FOUND",
              "Cannot find module '",
              "Could not find or load main class"),
          form(
              "bad-interpreter",
              Cause.BAD_INTERPRETER,
              SPECIFIC,
              "bad interpreter: |^/usr/bin/env: .{1,100}(?:\\\\r|\\^M|\r)|required file not found$",
              "the program is there, and what its first line names is not",
              "./run.sh: ./step.sh: /usr/bin/python3.9: bad interpreter: No such file or directory",
              "bad interpreter: ",
              "/usr/bin/env: ",
              "required file not found"),
          form(
              "command-not-found",
              Cause.COMMAND_NOT_FOUND,
              SPECIFIC,
              ": command not found\\b|^\\S{0,100}sh: (?:line )?\\d{1,6}: .{1,200}: not found$|"
                  + "^/usr/bin/env: .{1,100}: No such file or directory$|"
                  + "executable file not found in \\$PATH",
              SHELL,
              "./run.sh: line 61: poetry: command not found",
              "not found",
              "/usr/bin/env: "),
          form(
              "shell-syntax",
              Cause.SYNTAX,
              SPECIFIC,
              ": line \\d{1,6}: (?:syntax error|unexpected EOF|conditional binary)|"
                  + ": \\d{1,6}: Syntax error: ",
              SHELL,
              "./run.sh: line 97: syntax error near unexpected token `fi'",
              "syntax error",
              "unexpected EOF",
              "Syntax error: ",
              "conditional binary"),
          form(
              "variable-unset",
              Cause.CONFIGURATION,
              SPECIFIC,
              ": unbound variable$|: parameter (?:null or )?not set$|"
                  + "\\b[A-Z][A-Z0-9_]{3,80}\\b.{0,40}\\b(?:must be set|not set|is required|"
                  + "is missing|not defined)\\b|"
                  + "(?i)\\benvironment variables?\\b.{0,80}\\b(?:not set|missing|required|unset)\\b",
              "what is missing is named, and is not the program's",
              "./run.sh: line 19: DATABASE_URL: unbound variable",
              "unbound variable",
              "not set",
              "must be set",
              "is required",
              "is missing",
              "not defined",
              "environment variable",
              "Environment variable"),
          form(
              "usage",
              Cause.BAD_USAGE,
              SPECIFIC,
              "error: (?:unrecognized arguments|the following arguments are required|argument |"
                  + "invalid choice|ambiguous option|expected )|(?i)\\b(?:unknown|unrecogni[sz]ed|"
                  + "invalid|illegal|no such|missing) (?:option|argument)\\b",
              "parsers of arguments say it so, and end with 1 or 2",
              "run_pipeline.py: error: unrecognized arguments: --max-votes=200",
              "error: ",
              "option",
              "argument"),
          form(
              "permission",
              Cause.PERMISSION,
              SPECIFIC,
              "Permission denied|Operation not permitted",
              "the system's own words",
              "./run.sh: line 44: ./scripts/export.sh: Permission denied",
              "Permission denied",
              "Operation not permitted"),
          form(
              "clean-up",
              Cause.FILE_MISSING,
              MILD,
              "^(?:rm|rmdir|kill|umount): ",
              "what cleans up after a failure finds less than it expects",
              "rm: cannot remove '/tmp/delphi.lock': No such file or directory",
              "No such file or directory"),
          form(
              "file-missing",
              Cause.FILE_MISSING,
              SPECIFIC,
              "No such file or directory|Is a directory|Not a directory|ENOENT",
              "the system's own words",
              "cat: /app/math.json: No such file or directory",
              "No such file or directory",
              "Is a directory",
              "Not a directory",
              "ENOENT"),
          words(
              "broken-file",
              Cause.BAD_DATA,
              SPECIFIC,
              "programs that unpack say so of what has no end",
              "tar: Unexpected EOF in archive",
              "Unexpected EOF in archive",
              "unexpected end of file",
              "not in gzip format",
              "End-of-central-directory signature not found"),
          words(
              "bad-shapes",
              Cause.WRONG_VALUE,
              SPECIFIC,
              "libraries of numbers say so of what does not fit together",
              "RuntimeError: mat1 and mat2 shapes cannot be multiplied (32x384 and 768x2)",
              "shapes cannot be multiplied",
              "could not be broadcast together",
              "size mismatch"),
          words(
              "bad-subscript",
              Cause.MISSING_KEY,
              SPECIFIC,
              "R's own words",
              "Error in votes[[1]] : subscript out of bounds",
              "subscript out of bounds"),
          words(
              "package-missing",
              Cause.COMMAND_FAILED,
              SPECIFIC,
              "installers name what they cannot find, and then that it has no distribution",
              "ERROR: Could not find a version that satisfies the requirement evoc==9.9",
              "Could not find a version that satisfies the requirement",
              "since poetry.lock was last generated"),
          form(
              "bad-values",
              Cause.BAD_DATA,
              SPECIFIC,
              "contains (?:NaN|infinity)\\b|Found array with 0 (?:sample|feature)",
              "libraries of numbers say so of what they are given",
              "ValueError: Input X contains NaN.",
              "contains NaN",
              "contains infinity",
              "Found array with 0 "),
          form(
              "command-failed",
              Cause.COMMAND_FAILED,
              MILD,
              "^make(?:\\[\\d{1,3}\\])?: \\*\\*\\* |\\berror on line \\d{1,6}\\b|"
                  + ": line \\d{1,6}: exit(?:ed)?(?: with| code| status)* \\d{1,3}\\b|"
                  + "^Error response from daemon: |^fatal: |integer expression expected$|"
                  + "returned a non-zero code: \\d{1,3}\\b|did not complete successfully: exit code",
              "it names the command that failed, and the command itself may say more",
              "make: *** [Makefile:14: embeddings] Error 3",
              "*** ",
              "error on line ",
              ": exit",
              "Error response from daemon: ",
              "fatal: ",
              "integer expression expected",
              "returned a non-zero code: ",
              "did not complete successfully"));

  private ShellRules() {}
}
