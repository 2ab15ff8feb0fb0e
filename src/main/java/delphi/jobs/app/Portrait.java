package delphi.jobs.app;

import delphi.jobs.cost.Spending;
import delphi.jobs.cost.SpendingText;
import delphi.jobs.cost.Sum;
import delphi.jobs.cost.Units;
import delphi.jobs.desk.PlainJson;
import delphi.jobs.desk.Spans;
import delphi.jobs.desk.StoredResults;
import delphi.jobs.desk.Times;
import delphi.jobs.diagnosis.Cause;
import delphi.jobs.job.Failure;
import delphi.jobs.job.History;
import delphi.jobs.job.Job;
import delphi.jobs.job.Lease;
import delphi.jobs.job.LogEntry;
import delphi.jobs.job.Marks;
import delphi.jobs.job.Order;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Request;
import delphi.jobs.job.State;
import delphi.jobs.job.Tenure;
import delphi.jobs.job.Unreadable;
import delphi.jobs.ops.Printable;
import delphi.jobs.store.register.Sighting;
import delphi.jobs.store.row.FailureReader;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything about one job, in sections for a person; what is not set is not mentioned. */
final class Portrait {
  private static final int LOG_ENTRIES = 10;
  private static final int NAME_WIDTH = 13;

  private final Console console;
  private final Instant now;
  private final Function<String, Optional<Sighting>> sightings;
  private final List<String> lines = new ArrayList<>();

  Portrait(Console console, Instant now) {
    this(console, now, _ -> Optional.empty());
  }

  /**
   * @param sightings what is known of failures with a fingerprint
   */
  Portrait(Console console, Instant now, Function<String, Optional<Sighting>> sightings) {
    this.console = console;
    this.now = now;
    this.sightings = sightings;
  }

  List<String> of(Row row, Reading reading) {
    switch (reading) {
      case Job job -> job(job, row);
      case Unreadable unreadable -> unreadable(unreadable);
    }
    return List.copyOf(lines);
  }

  private void unreadable(Unreadable row) {
    head(row.id(), "UNREADABLE", Paint.BAD);
    fact("status", row.status().isEmpty() ? "(none)" : row.status());
    section("What is wrong with the row");
    row.problems().forEach(problem -> lines.add("  " + Printable.line(problem)));
  }

  private void job(Job job, Row row) {
    head(job.id(), job.state().name(), Paint.of(job.state()));
    fact("type", job.type().name());
    fact("progress", job.state() == State.PROCESSING ? JobLine.progress(row) : "");
    fact("last output", row.instant(Name.OUTPUT_AT).orElse(null));
    fact("note", job.marks().cancelRequestedAt() == null ? "" : "somebody asked to cancel it");
    request(job.request(), job);
    life(job.history(), job);
    end(job, StoredResults.of(job.storedResults()), row);
    if (!job.oddities().isEmpty()) {
      section("Odd in the row");
      job.oddities().forEach(oddity -> lines.add("  " + Printable.line(oddity)));
    }
    log(job);
  }

  private void request(Request request, Job job) {
    section("Asked for");
    fact("conversation", request.conversationId());
    fact("report", request.reportId());
    fact("batch", job.batch().batchId());
    fact("batch job", job.batch().batchJobId());
    fact(
        "config",
        request.config().tree().isEmpty() ? null : PlainJson.line(request.config().tree()));
    // Values may be secrets.
    fact("variables", String.join(" ", new TreeSet<>(request.environment().keySet())));
    fact("priority", Integer.toString(request.priority()));
    fact("timeout", request.timeout() == null ? null : Spans.text(request.timeout()));
    fact("max retries", Integer.toString(request.maxRetries()));
  }

  private void life(History history, Job job) {
    section("Life");
    fact("created", history.createdAt());
    fact("started", history.startedAt());
    fact("updated", history.updatedAt());
    fact("ended", history.completedAt());
    Tenure tenure = job.tenure();
    fact("attempts", Integer.toString(tenure.attempt()));
    fact("worker", tenure.workerId());
    Lease lease = tenure.lease();
    Instant until = lease == null ? null : lease.expiresAt();
    fact(job.state() == State.PARKED ? "due" : "lease until", until);
    Marks marks = job.marks();
    fact("waits for", Waits.of(job));
    fact("checks", marks.recheckCount() == 0 ? null : Integer.toString(marks.recheckCount()));
    fact("last error", marks.lastError());
    fact("spent", spent(SpendingText.read(marks.spent())));
    Order order = marks.order();
    fact("order", order == null ? null : order.marker());
    fact("open since", job.openOrder().map(Order::openSince).orElse(null));
  }

  private static String spent(Spending spending) {
    Sum total = spending.total();
    Units units = spending.units();
    String tokens = "%d tokens in, %d out".formatted(total.inputTokens(), total.outputTokens());
    String used = "%s write and %s read units".formatted(units.write(), units.read());
    return Stream.of(total.hasTokens() ? tokens : "", total.moneyText(), units.isNone() ? "" : used)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("; "));
  }

  private void end(Job job, StoredResults results, Row row) {
    boolean isOver = job.state().isTerminal();
    if (!isOver && (job.state() != State.HELD || results.isNone())) {
      return;
    }
    section(isOver ? "End" : "Last attempt");
    Optional<String> error = results.error().or(() -> row.text(Name.ERROR_MESSAGE));
    fact("error", isOver ? error.orElse(null) : null);
    fact("exit code", results.returnCode().orElse(null));
    FailureReader.of(job).ifPresent(failure -> failure(failure, job.id()));
    fact("held by", results.containment().orElse(null));
    fact("used", results.usage().orElse(null));
    fact("picture", results.picturePath().orElse(null));
    fact("address", results.pictureUrl().orElse(null));
  }

  private void failure(Failure failure, String jobId) {
    fact("failing line", failure.line());
    fact(
        "line", failure.stream() == null ? null : failure.lineNumber() + " of " + failure.stream());
    String words = Cause.of(failure.cause()).map(cause -> ": " + cause.words()).orElse("");
    fact("cause", failure.cause() + words);
    fact("fingerprint", failure.fingerprint());
    sightings.apply(failure.fingerprint()).ifPresent(seen -> seenBefore(seen, failure, jobId));
  }

  private void seenBefore(Sighting seen, Failure failure, String jobId) {
    boolean isOwn = seen.newestJob().equals(jobId);
    if (seen.jobs() > 1 || !isOwn) {
      long others = Math.max(1, seen.jobs() - 1);
      fact(
          "seen",
          "the same as %d other job%s since %s (delphi list fingerprint:%s)"
              .formatted(
                  others, others == 1 ? "" : "s", Times.iso(seen.first()), failure.fingerprint()));
    }
  }

  private void log(Job job) {
    List<LogEntry> entries = job.log().newest(LOG_ENTRIES).entries();
    if (entries.isEmpty()) {
      return;
    }
    section("Log, newest " + entries.size() + " (delphi logs " + job.id() + ")");
    entries.forEach(entry -> lines.add("  " + LogText.line(entry, console)));
  }

  private void head(String id, String state, Paint paint) {
    lines.add(
        console.painted(Paint.STRONG, Printable.line(id)) + "  " + console.painted(paint, state));
  }

  private void section(String title) {
    lines.add("");
    lines.add(console.painted(Paint.STRONG, title));
  }

  private void fact(String name, @Nullable Instant time) {
    if (time != null) {
      String ago = console.isTerminal() ? " (" + Times.relative(time, now) + ")" : "";
      fact(name, Times.iso(time) + ago);
    }
  }

  private void fact(String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      String padded = "  " + name + " ".repeat(Math.max(1, NAME_WIDTH - name.length()));
      String indent = "\n" + " ".repeat(NAME_WIDTH + 2);
      String[] parts = value.split("\n", -1);
      List<String> shown = new ArrayList<>();
      for (String part : parts) {
        shown.add(Printable.line(part));
      }
      lines.add(padded + String.join(indent, shown));
    }
  }
}
