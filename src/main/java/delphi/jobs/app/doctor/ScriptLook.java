package delphi.jobs.app.doctor;

import delphi.jobs.handler.HandlerSettings.Scripts;
import delphi.jobs.migration.Remark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether the scripts are where the settings say, and could be started here; runs nothing. */
public final class ScriptLook {
  private static final String PYTHON_END = ".py";

  private final Scripts scripts;
  private final SearchPath path;

  /**
   * @param environment whose PATH is searched
   */
  public ScriptLook(Scripts scripts, Map<String, String> environment) {
    this.scripts = scripts;
    this.path = SearchPath.of(scripts.directory(), environment.getOrDefault("PATH", ""));
  }

  /** On the folder and all three of them. */
  public List<Remark> remarks() {
    List<Remark> remarks = new ArrayList<>();
    if (!Files.isDirectory(scripts.directory())) {
      remarks.add(
          Remark.problem(
              "scripts:folder",
              "the folder of the scripts, " + scripts.directory() + ", is not there",
              "Set DELPHI_APP_PATH."));
    }
    remarks.add(pipeline());
    remarks.add(narrative());
    remarks.add(batchStatus());
    return remarks;
  }

  Remark pipeline() {
    return look("FULL_PIPELINE", scripts.pipeline(), "DELPHI_RUN_SCRIPT");
  }

  Remark narrative() {
    return look(
        "CREATE_NARRATIVE_BATCH", scripts.narrativeBatch(), "DELPHI_NARRATIVE_BATCH_SCRIPT");
  }

  Remark batchStatus() {
    return look("AWAITING_NARRATIVE_BATCH", scripts.batchStatus(), "DELPHI_BATCH_STATUS_SCRIPT");
  }

  private Remark look(String type, String script, String variable) {
    String id = "script:" + type;
    Path file = scripts.directory().resolve(script).normalize();
    if (!Files.isRegularFile(file)) {
      return Remark.problem(id, type + ": there is no " + file, "Set " + variable + ".");
    }
    boolean isPython = script.endsWith(PYTHON_END);
    if (!Files.isReadable(file) || !(isPython || Files.isExecutable(file))) {
      return Remark.problem(
          id, type + ": this user may not run " + file, "Give it the right, as with chmod +x.");
    }
    if (!isPython
        && Interpreter.firstLine(file).startsWith("#!")
        && Interpreter.firstLine(file).endsWith("\r")) {
      return Remark.problem(
          id,
          type + ": the first line of " + file + " ends in a carriage return",
          "Save it with Unix line ends, as with dos2unix.");
    }
    String interpreter = isPython ? scripts.python() : Interpreter.named(file);
    if (interpreter.isEmpty()) {
      return Remark.problem(
          id, type + ": " + file + " does not begin with #!", "Name its interpreter there.");
    }
    if (!isPython && interpreter.equals(file.toString())) {
      return Remark.fine(id, type + ": " + file);
    }
    return path.find(interpreter)
        .map(found -> Remark.fine(id, type + ": " + file + " with " + found))
        .orElseGet(() ->
            Remark.problem(
                id,
                type + ": the interpreter of " + file + ", " + interpreter + ", is not here",
                isPython ? "Set DELPHI_PYTHON, or PATH." : "Install it, or set PATH."));
  }

  /** The path of a program as it would be started; its name when it is not found. */
  static String program(String name, Scripts scripts, Map<String, String> environment) {
    return new ScriptLook(scripts, environment).path.find(name).map(Path::toString).orElse(name);
  }
}
