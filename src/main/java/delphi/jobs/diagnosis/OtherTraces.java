package delphi.jobs.diagnosis;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the stack traces of Java and of Node in a stream. */
final class OtherTraces {
  private static final Pattern HEAD =
      Pattern.compile(
          "^(?:Exception in thread \"[^\"]{0,200}\" |Uncaught |Caused by: )?"
              + "((?:[a-z]\\w{0,60}\\.){0,12}[A-Z][\\w$]{0,100})(?: \\[\\w{1,60}\\])?(?:: (.*))?$");
  private static final Pattern CALL = Pattern.compile("^\\s+at (.*)$");
  private static final Pattern PLACE = Pattern.compile("^([^(]*?) ?\\((.*)\\)$");
  private static final String CAUSE = "Caused by: ";

  /** What Java leaves out, and the fields that Node shows of an error behind its calls. */
  private static final Pattern MORE =
      Pattern.compile("^\\s*\\.\\.\\. \\d+ (?:more|common)|^ {2}\\w{1,60}: |^\\}$");

  /** Between a message and its first call Node prints a few lines of its own. */
  private static final int HEAD_LINES_MAX = 6;

  private OtherTraces() {}

  static PythonTraces.Found in(List<Spoken> lines) {
    List<Trace> traces = new ArrayList<>();
    BitSet taken = new BitSet();
    List<Raised> outerFirst = new ArrayList<>();
    int at = 0;
    while (at < lines.size()) {
      String core = lines.get(at).core();
      boolean isCause = core.startsWith(CAUSE);
      Matcher head = HEAD.matcher(core);
      int calls = head.matches() ? firstCall(lines, at) : -1;
      if (calls < 0 && !(isCause && head.matches())) {
        at++;
        continue;
      }
      if (!isCause) {
        add(outerFirst, at - 1, traces);
      }
      List<Frame> frames = new ArrayList<>();
      int end = Math.max(at, calls - 1);
      while (end + 1 < lines.size() && isPart(lines.get(end + 1).core())) {
        end++;
        Matcher call = CALL.matcher(lines.get(end).core());
        if (call.find()) {
          frames.addFirst(frame(call.group(1)));
        }
      }
      taken.set(at, end + 1);
      String message = head.group(2) == null ? "" : head.group(2);
      outerFirst.add(new Raised(lines.get(at), head.group(1), message, frames, false));
      at = end + 1;
    }
    add(outerFirst, lines.size() - 1, traces);
    return new PythonTraces.Found(traces, taken);
  }

  /** Where the calls begin that belong to a head; negative for none. */
  private static int firstCall(List<Spoken> lines, int head) {
    int most = Math.min(lines.size(), head + 1 + HEAD_LINES_MAX);
    for (int at = head + 1; at < most; at++) {
      if (CALL.matcher(lines.get(at).core()).find()) {
        return at;
      }
      if (HEAD.matcher(lines.get(at).core()).matches()) {
        return -1;
      }
    }
    return -1;
  }

  private static boolean isPart(String core) {
    return CALL.matcher(core).find() || MORE.matcher(core).find();
  }

  private static Frame frame(String call) {
    Matcher place = PLACE.matcher(call);
    return place.matches()
        ? new Frame(
            place.group(2).contains(":") ? place.group(1) + place.group(2) : place.group(1),
            place.group(1),
            "")
        : new Frame(call, "", "");
  }

  private static void add(List<Raised> outerFirst, int last, List<Trace> traces) {
    if (!outerFirst.isEmpty()) {
      traces.add(new Trace(outerFirst.reversed(), last));
      outerFirst.clear();
    }
  }
}
