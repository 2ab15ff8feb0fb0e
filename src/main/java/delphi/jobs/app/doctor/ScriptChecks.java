package delphi.jobs.app.doctor;

import delphi.jobs.handler.HandlerSettings.Scripts;
import delphi.jobs.job.JobType;
import delphi.jobs.migration.Remark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Whether the scripts could be run here. None of them is. */
final class ScriptChecks {
  static final List<Check> ALL =
      List.of(
          Check.error(
              Section.SCRIPTS,
              "app-path",
              "the folder in which scripts run",
              "Set DELPHI_APP_PATH to the folder of the scripts.",
              ScriptChecks::appPath),
          Check.error(
              Section.SCRIPTS,
              "script-pipeline",
              "the script of FULL_PIPELINE and its interpreter",
              "Set DELPHI_RUN_SCRIPT, or leave the type to others: --exclude-types FULL_PIPELINE.",
              visit -> script(visit, JobType.FULL_PIPELINE, ScriptLook::pipeline)),
          Check.error(
              Section.SCRIPTS,
              "script-narrative",
              "the script of CREATE_NARRATIVE_BATCH and its interpreter",
              "Set DELPHI_NARRATIVE_BATCH_SCRIPT, or leave the type to others (--exclude-types).",
              visit -> script(visit, JobType.CREATE_NARRATIVE_BATCH, ScriptLook::narrative)),
          Check.error(
              Section.SCRIPTS,
              "script-batch-status",
              "the script that checks batches and its interpreter",
              "Set DELPHI_BATCH_STATUS_SCRIPT, or leave the types to others (--exclude-types).",
              visit -> script(visit, JobType.BATCH_STATUS_CHECK, ScriptLook::batchStatus)),
          Check.warning(
              Section.SCRIPTS,
              "script-rights",
              "whether only their owner may write the scripts",
              "chmod go-w them: who may write one runs what he likes as this user.",
              ScriptChecks::rights),
          Check.error(
              Section.SCRIPTS,
              "python",
              "whether the Python of the batch scripts starts",
              "Set DELPHI_PYTHON to a Python 3 that starts, or PATH.",
              ScriptChecks::python),
          Check.note(
              Section.SCRIPTS,
              "reconcile-script",
              "whether `delphi reconcile` can ask the provider by itself",
              "Set DELPHI_RECONCILE_SCRIPT to a script that is there; without one, an operator has"
                  + " to look at the provider's own page.",
              ScriptChecks::reconcile),
          Check.warning(
              Section.SCRIPTS,
              "provider-keys",
              "whether the scripts of narratives get the key of their provider",
              "Set ANTHROPIC_API_KEY in the poller's environment, or leave the types to others:"
                  + " --exclude-types NARRATIVE_BATCH,CREATE_NARRATIVE_BATCH.",
              ScriptChecks::providerKeys),
          Check.warning(
              Section.SCRIPTS,
              "database-variables",
              "whether the pipeline knows its PostgreSQL",
              "Set DATABASE_URL, or DATABASE_HOST and DATABASE_NAME, in the poller's environment.",
              ScriptChecks::database),
          Check.note(
              Section.SCRIPTS,
              "passed-variables",
              "whether the variables of DELPHI_PASS_ENV are there to be passed on",
              "Set them, or take their names out of DELPHI_PASS_ENV.",
              ScriptChecks::passed));

  private ScriptChecks() {}

  private static Scripts scripts(Visit visit) {
    return visit.patient().handlers().scripts();
  }

  private static Seen appPath(Visit visit) {
    Path folder = scripts(visit).directory();
    return Files.isDirectory(folder)
        ? Seen.fine(folder.toString())
        : Seen.wrong("there is no folder " + folder);
  }

  private static Seen script(Visit visit, JobType type, Function<ScriptLook, Remark> which) {
    if (!visit.terms().types().takes(type)) {
      return Seen.skipped(type + " is left to others");
    }
    ScriptLook look = new ScriptLook(scripts(visit), visit.patient().environment());
    Remark remark = which.apply(look);
    return remark.isOk() ? Seen.fine(remark.detail()) : Seen.wrong(remark.detail(), remark.fix());
  }

  private static Seen rights(Visit visit) throws IOException {
    Scripts scripts = scripts(visit);
    List<String> open = new ArrayList<>();
    for (String script :
        List.of(scripts.pipeline(), scripts.narrativeBatch(), scripts.batchStatus())) {
      Path file = scripts.directory().resolve(script);
      if (Files.isRegularFile(file) && SettingChecks.isOpen(file)) {
        open.add(file.toString());
      }
    }
    return open.isEmpty()
        ? Seen.fine("nobody else may")
        : Seen.wrong("others may write " + String.join(", ", open));
  }

  private static Seen python(Visit visit) throws IOException {
    Scripts scripts = scripts(visit);
    boolean isUsed =
        Stream.of(scripts.pipeline(), scripts.narrativeBatch(), scripts.batchStatus())
            .anyMatch(script -> script.endsWith(".py"));
    if (!isUsed) {
      return Seen.skipped("no script needs it");
    }
    Path folder = Folders.existing(scripts.directory());
    String python = ScriptLook.program(scripts.python(), scripts, visit.patient().environment());
    try {
      return Seen.fine(
          python + ": " + Interpreter.version(python, folder, visit.patient().variable("PATH")));
    } catch (IOException refused) {
      return Seen.wrong(python + " does not start: " + refused.getMessage());
    }
  }

  private static Seen reconcile(Visit visit) {
    String script = visit.terms().reconcileScript();
    if (script == null) {
      return Seen.wrong("none is set");
    }
    Path file = scripts(visit).directory().resolve(script);
    return Files.isReadable(file) && Files.isRegularFile(file)
        ? Seen.fine(file.toString())
        : Seen.wrong("there is no " + file + " that this user may read");
  }

  /** Names only; what they hold is nobody's business. */
  private static Seen providerKeys(Visit visit) {
    boolean orders =
        visit.terms().types().takes(JobType.NARRATIVE_BATCH)
            || visit.terms().types().takes(JobType.CREATE_NARRATIVE_BATCH);
    if (!orders) {
      return Seen.skipped("narratives are left to others");
    }
    return visit.patient().variable("ANTHROPIC_API_KEY").isEmpty()
        ? Seen.wrong("ANTHROPIC_API_KEY is not set, and batches are ordered with it")
        : Seen.fine("ANTHROPIC_API_KEY is set");
  }

  private static Seen database(Visit visit) {
    if (!visit.terms().types().takes(JobType.FULL_PIPELINE)) {
      return Seen.skipped("FULL_PIPELINE is left to others");
    }
    boolean known =
        !visit.patient().variable("DATABASE_URL").isEmpty()
            || !visit.patient().variable("DATABASE_HOST").isEmpty();
    return known
        ? Seen.fine("DATABASE_… is set")
        : Seen.wrong("neither DATABASE_URL nor DATABASE_HOST is set");
  }

  private static Seen passed(Visit visit) {
    List<String> missing =
        visit.terms().passed().stream()
            .filter(name -> !name.contains("*"))
            .filter(name -> visit.patient().variable(name).isEmpty())
            .toList();
    return missing.isEmpty()
        ? Seen.fine(visit.terms().passed().size() + " names")
        : Seen.wrong(String.join(", ", missing) + ": not set here");
  }
}
