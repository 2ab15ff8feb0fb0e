package delphi.jobs.diagnosis;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Weighs everything that a process has said against how it ended. Every line is looked at once by
 * each rule, so the work grows with the length of what was said and with nothing else.
 */
final class Examination {
  /** The name of the last resort. */
  static final String LAST_WORD = "last word";

  /** Further back nothing is looked for. */
  private static final int LINES_MAX = 2_000;

  private static final int FITS = 5;
  private static final int MEMORY = 8;

  /** After so many lines of ordinary talk a program has survived what it told before. */
  private static final int SURVIVED_AFTER = 40;

  private static final int SURVIVED = 21;

  /** So many of them behind an error that was logged, and it was not the end. */
  private static final int GOES_ON_AFTER = 3;

  private static final Pattern HEADLESS =
      Pattern.compile("^((?:\\w{1,60}\\.){0,12}[A-Z]\\w{1,100}(?:Error|Exception))(?:: (.*))$");
  private static final Pattern TRACED = Pattern.compile("^\\++ (\\S+)");

  /** What a script does on its way out. */
  private static final Set<String> ON_THE_WAY_OUT =
      Set.of("cleanup", "rm", "exit", "trap", "echo", "return", "set", "kill", "wait", "printf");

  private final Evidence evidence;
  private final List<Candidate> candidates = new ArrayList<>();

  private Examination(Evidence evidence) {
    this.evidence = evidence;
  }

  static Diagnosis of(Evidence evidence) {
    Examination examination = new Examination(evidence);
    examination.look(Stream.STDOUT, evidence.stdout());
    examination.look(Stream.STDERR, evidence.stderr());
    return examination.diagnosis();
  }

  private Diagnosis diagnosis() {
    return switch (evidence.end()) {
      case Evidence.End.TimedOut() -> without(Cause.TIMED_OUT, "end by time");
      case Evidence.End.OutOfMemory() -> {
        Candidate word = best(Set.of(Cause.OUT_OF_MEMORY, Cause.KILLED));
        yield word == null
            ? without(Cause.OUT_OF_MEMORY, "end by memory")
            : with(word, Cause.OUT_OF_MEMORY);
      }
      case Evidence.End.Exited(int code) -> exited(code);
    };
  }

  private Diagnosis exited(int code) {
    Set<Cause> fitting = Exits.fitting(code);
    candidates.replaceAll(candidate -> candidate.plus(bonus(candidate, fitting)));
    Candidate best = candidates.stream().max(Candidate.BY_WORTH).orElse(null);
    Cause bySignal = Exits.bySignal(code);
    if (bySignal != null) {
      Candidate word = best(fitting);
      return word == null ? without(bySignal, "exit code") : with(word, word.cause());
    }
    return best == null ? silent(code) : with(best, best.cause());
  }

  private static int bonus(Candidate candidate, Set<Cause> fitting) {
    int fits = fitting.contains(candidate.cause()) ? FITS : 0;
    boolean isMemory = candidate.cause() == Cause.OUT_OF_MEMORY;
    return fits + (isMemory ? MEMORY : 0);
  }

  private @Nullable Candidate best(Set<Cause> causes) {
    return candidates.stream()
        .filter(candidate -> causes.contains(candidate.cause()))
        .max(Candidate.BY_WORTH)
        .orElse(null);
  }

  private Diagnosis with(Candidate candidate, Cause cause) {
    Spoken line = candidate.line();
    Said said = line.stream() == Stream.STDOUT ? evidence.stdout() : evidence.stderr();
    return new Diagnosis(
        cause,
        new Diagnosis.Line(line.text().strip(), said.before() + line.place() + 1, line.stream()),
        Fingerprint.of(cause, line.core(), candidate.function()),
        candidate.rule());
  }

  /** Programs that say nothing differ in their exit codes at least. */
  private static Diagnosis silent(int code) {
    Cause cause = Exits.bySilence(code);
    String fingerprint = Fingerprint.of(cause, "", "exit code " + code);
    return new Diagnosis(cause, null, fingerprint, "nothing said");
  }

  private static Diagnosis without(Cause cause, String rule) {
    return new Diagnosis(cause, null, Fingerprint.of(cause, "", ""), rule);
  }

  private void look(Stream stream, Said said) {
    List<String> all = said.lines();
    int first = Math.max(0, all.size() - LINES_MAX);
    List<Spoken> lines = new ArrayList<>();
    for (int place = first; place < all.size(); place++) {
      lines.add(Spoken.of(stream, place, all.get(place)));
    }
    PythonTraces.Found python = PythonTraces.in(lines);
    PythonTraces.Found others = OtherTraces.in(lines);
    BitSet taken = new BitSet();
    taken.or(python.taken());
    taken.or(others.taken());
    int survived = survivedUntil(lines, taken);
    List<Trace> traces = new ArrayList<>(python.traces());
    traces.addAll(others.traces());
    for (Trace trace : traces) {
      ExceptionJudge.Judged judged = ExceptionJudge.of(trace);
      String function = trace.ownFunction(judged.raised());
      boolean wentOn = trace.last() < survived || saysThatItGoesOn(lines, trace.last());
      int score = wentOn ? Candidate.STRONG - SURVIVED : Candidate.STRONG;
      candidates.add(
          new Candidate(judged.raised().line(), judged.cause(), score, function, judged.rule()));
    }
    for (int at = 0; at < lines.size(); at++) {
      Spoken line = lines.get(at);
      if (!taken.get(at) && !line.isLess() && !line.isBlank()) {
        boolean wentOn =
            at < survived || saysThatItGoesOn(lines, at) || (line.isError() && goesOn(lines, at));
        one(line, wentOn);
      }
    }
    if (stream == Stream.STDERR) {
      lastWord(lines, taken);
    }
  }

  /** A line that stands for itself. */
  private void one(Spoken line, boolean wentOn) {
    int less = wentOn ? SURVIVED : 0;
    String core = line.core();
    Matcher traced = TRACED.matcher(core);
    if (traced.find()) {
      if (!ON_THE_WAY_OUT.contains(traced.group(1))) {
        add(line, Cause.COMMAND_FAILED, Candidate.TRACED, "traced command");
      }
      return;
    }
    Matcher exception = HEADLESS.matcher(core);
    if (exception.find()) {
      Raised raised = new Raised(line, exception.group(1), exception.group(2), List.of(), false);
      ExceptionJudge.Judged judged = ExceptionJudge.of(raised);
      add(line, judged.cause(), Candidate.HEADLESS - less, judged.rule());
      return;
    }
    Rule rule = Rules.of(core);
    if (rule != null) {
      int score = rule.weight() == Rule.Weight.MILD ? Candidate.MILD : Candidate.STRONG;
      add(line, rule.cause(), score - less, rule.name());
      return;
    }
    switch (Complaint.of(line)) {
      case ERROR -> add(line, Cause.EXCEPTION, Candidate.COMPLAINT, "complaint");
      case SUMMARY -> add(line, Cause.EXCEPTION, Candidate.SUMMARY, "summary");
      case null -> {}
    }
  }

  private void add(Spoken line, Cause cause, int score, String rule) {
    candidates.add(new Candidate(line, cause, score, "", rule));
  }

  /** Where nothing else tells, what was said last on standard error is the reason, as a rule. */
  private void lastWord(List<Spoken> lines, BitSet taken) {
    for (int at = lines.size() - 1; at >= 0; at--) {
      Spoken line = lines.get(at);
      boolean isWord = !line.isBlank() && !line.isIndented() && !line.isLess() && !taken.get(at);
      if (isWord && !TRACED.matcher(line.core()).find()) {
        add(line, Cause.EXCEPTION, Candidate.LAST_WORD, LAST_WORD);
        return;
      }
    }
  }

  /** Whether the next lines say that the program has gone on. */
  private static boolean saysThatItGoesOn(List<Spoken> lines, int at) {
    int most = Math.min(lines.size(), at + 3);
    for (int next = at + 1; next < most; next++) {
      if (lines.get(next).goesOn()) {
        return true;
      }
    }
    return false;
  }

  /** Whether a program that logs what it does has logged more of the ordinary kind at once. */
  private static boolean goesOn(List<Spoken> lines, int at) {
    int next = at + 1;
    while (next < lines.size() && next - at <= GOES_ON_AFTER && lines.get(next).isLess()) {
      next++;
    }
    return next - at > GOES_ON_AFTER;
  }

  /** What stands before this place has been followed by much talk of an ordinary kind. */
  private static int survivedUntil(List<Spoken> lines, BitSet taken) {
    int ordinary = 0;
    for (int at = lines.size() - 1; at >= 0; at--) {
      Spoken line = lines.get(at);
      boolean isOrdinary =
          !taken.get(at) && (line.isLess() || (!line.isBlank() && Complaint.of(line) == null));
      if (isOrdinary && ++ordinary >= SURVIVED_AFTER) {
        return at;
      }
    }
    return 0;
  }
}
