package delphi.jobs.diagnosis;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds Python's tracebacks in a stream: chained, grouped, each line logged with a prefix, mixed
 * with what other threads say, and without a beginning where that was not kept.
 */
final class PythonTraces {
  private static final int MESSAGE_LINES_MAX = 8;

  /** More than so many lines of others between the calls and the exception, and it is given up. */
  private static final int NOISE_MAX = 30;

  private static final String BEGIN = "Traceback (most recent call last):";
  private static final String CAUSED = "The above exception was the direct cause of the following";
  private static final String HANDLING =
      "During handling of the above exception, another exception";

  /** Before the traceback of what nobody could have caught, and nobody minds. */
  private static final String IGNORED = "Exception ignored ";

  private static final Pattern CALL =
      Pattern.compile("^\\s*File \"([^\"]*)\", line \\d+(?:, in (.*))?$");
  private static final Pattern EXCEPTION =
      Pattern.compile("^([A-Za-z_][\\w.]{0,200})(?:: ?(.*))?$");

  /** How a member of an exception group is drawn. */
  private static final Pattern DRAWN = Pattern.compile("^ *[|+](?:[-+]+[ \\d]*[-+]*$| |$)");

  private static final Set<String> NO_EXCEPTIONS =
      Set.of("LINE", "DETAIL", "HINT", "NOTE", "CONTEXT", "STATEMENT", "QUERY");

  private final List<Spoken> lines;
  private final BitSet taken = new BitSet();
  private final List<Trace> traces = new ArrayList<>();
  private final List<Raised> chain = new ArrayList<>();
  private final List<Frame> frames = new ArrayList<>();
  private boolean inside;
  private boolean linked;
  private boolean handling;
  private boolean ignored;
  private int noise;
  private int last;

  private PythonTraces(List<Spoken> lines) {
    this.lines = lines;
  }

  /** All of them, and which lines they consist of. */
  record Found(List<Trace> traces, BitSet taken) {}

  static Found in(List<Spoken> lines) {
    PythonTraces reader = new PythonTraces(lines);
    reader.read();
    return new Found(reader.traces, reader.taken);
  }

  private void read() {
    boolean drawn = false;
    for (int at = 0; at < lines.size(); at++) {
      Spoken line = lines.get(at);
      String core = line.core();
      Matcher frame = DRAWN.matcher(core);
      boolean isDrawn = (inside || drawn) && frame.find();
      String said = isDrawn ? core.substring(frame.end()) : core;
      Matcher call = CALL.matcher(said);
      if (said.endsWith(BEGIN)) {
        drawn = isDrawn || said.contains("Exception Group ");
        begin(isDrawn);
        taken.set(at);
      } else if (call.find()) {
        if (!inside) {
          begin(isDrawn);
        }
        String function = call.group(2) == null ? "" : call.group(2).strip();
        frames.add(new Frame(call.group(1), function, ""));
        taken.set(at);
      } else if (said.startsWith(CAUSED) || said.startsWith(HANDLING)) {
        linked = true;
        handling = said.startsWith(HANDLING);
        taken.set(at);
      } else if (said.startsWith(IGNORED)) {
        close();
        ignored = true;
        taken.set(at);
      } else if (inside) {
        at = within(at, said, line);
      }
    }
    close();
  }

  private void begin(boolean isMember) {
    boolean follows = linked || (isMember && !chain.isEmpty() && chain.getFirst().isGroup());
    if (!follows) {
      close();
    }
    inside = true;
    noise = 0;
    frames.clear();
  }

  /**
   * A line behind the calls: code, the exception, or something of others; returns where it ends.
   */
  private int within(int at, String said, Spoken line) {
    if (said.isBlank()) {
      return at;
    }
    if (Character.isWhitespace(said.charAt(0))) {
      if (!frames.isEmpty() && frames.getLast().source().isEmpty()) {
        Frame call = frames.removeLast();
        frames.add(new Frame(call.file(), call.function(), said.strip()));
      }
      taken.set(at);
      return at;
    }
    Matcher exception = EXCEPTION.matcher(said);
    if (frames.isEmpty() || line.isLess() || !exception.find() || !isType(exception.group(1))) {
      inside = ++noise <= NOISE_MAX;
      return at;
    }
    String rest = exception.group(2) == null ? "" : exception.group(2);
    int end = endOfMessage(at);
    taken.set(at, end + 1);
    if (!ignored) {
      chain.add(new Raised(line, exception.group(1), message(rest, at, end), frames, handling));
    }
    ignored = false;
    inside = false;
    linked = false;
    handling = false;
    last = end;
    return end;
  }

  private String message(String first, int at, int end) {
    StringBuilder message = new StringBuilder(first);
    for (int next = at + 1; next <= end; next++) {
      message.append(' ').append(lines.get(next).core().strip());
    }
    return message.toString();
  }

  /** A message may have several lines; a blank one, or anything that begins anew, ends it. */
  private int endOfMessage(int at) {
    int end = at;
    while (end + 1 < lines.size() && end - at < MESSAGE_LINES_MAX) {
      Spoken next = lines.get(end + 1);
      boolean isOther =
          next.isBlank()
              || next.isLess()
              || next.isError()
              || next.core().startsWith("+ ")
              || next.core().startsWith("\"\"\"")
              || next.core().contains(BEGIN)
              || DRAWN.matcher(next.core()).find()
              || EXCEPTION.matcher(next.core()).matches()
              || Rules.of(next.core()) != null
              || Complaint.of(next) != null;
      if (isOther) {
        return end;
      }
      end++;
    }
    return end;
  }

  /** Types are written in capitals and small letters; names in a module may be small. */
  private static boolean isType(String name) {
    String own = name.substring(name.lastIndexOf('.') + 1);
    boolean isCapital = !own.isEmpty() && Character.isUpperCase(own.charAt(0));
    boolean isShouted = own.length() > 1 && own.equals(own.toUpperCase(Locale.ROOT));
    return !NO_EXCEPTIONS.contains(own) && !isShouted && (isCapital || name.indexOf('.') > 0);
  }

  private void close() {
    if (!chain.isEmpty()) {
      traces.add(new Trace(chain, last));
    }
    chain.clear();
    linked = false;
    handling = false;
  }
}
