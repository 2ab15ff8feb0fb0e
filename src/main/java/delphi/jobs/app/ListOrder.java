package delphi.jobs.app;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;
import static java.util.Comparator.reverseOrder;

import delphi.jobs.desk.StoredResults;
import delphi.jobs.job.History;
import delphi.jobs.job.Job;
import delphi.jobs.job.Reading;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * In which order jobs are listed: by what a column stands for, not by how it is written. Those that
 * say nothing of it come last, whichever way round.
 */
record ListOrder(ListColumn column, boolean isReversed) implements Comparator<ListOrder.Listed> {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,30}");

  /** One job of a list. */
  record Listed(Row row, Reading reading, JobLine line) {}

  @Override
  public int compare(Listed one, Listed other) {
    return comparator().compare(one, other);
  }

  private Comparator<Listed> comparator() {
    return switch (column) {
      case CREATED -> by(listed -> time(listed, History::createdAt));
      case STARTED -> by(listed -> time(listed, History::startedAt));
      case COMPLETED -> by(listed -> time(listed, History::completedAt));
      case UPDATED -> by(listed -> time(listed, History::updatedAt));
      case TOOK -> by(listed -> listed.line().took());
      case ATTEMPT -> number(Name.ATTEMPT);
      case PRIORITY -> number(Name.PRIORITY);
      case PROGRESS -> number(Name.PROGRESS);
      case REPORT -> text(Name.REPORT_ID);
      case WORKER -> text(Name.WORKER_ID);
      case STAGE -> text(Name.STAGE);
      case BATCH -> text(Name.BATCH_ID);
      case STATUS -> text(Name.STATUS);
      case ID -> by(listed -> listed.line().id());
      case STATE -> by(listed -> listed.line().state());
      case TYPE -> by(listed -> listed.line().type());
      case CONVERSATION -> conversation();
      case NOTE -> by(listed -> given(listed.line().note()));
      case ERROR -> by(ListOrder::error);
    };
  }

  private <T extends Comparable<T>> Comparator<Listed> by(Function<Listed, @Nullable T> key) {
    Comparator<T> order = isReversed ? reverseOrder() : naturalOrder();
    return comparing(key, nullsLast(order));
  }

  private Comparator<Listed> text(String name) {
    return by(listed -> given(listed.row().text(name).orElse("")));
  }

  private Comparator<Listed> number(String name) {
    return by(
        listed -> listed.row().get(name) instanceof Attribute.Num number ? number.decimal() : null);
  }

  /** Most are numbers, and 7 comes before 42. */
  private Comparator<Listed> conversation() {
    Function<Listed, @Nullable BigDecimal> number =
        listed -> {
          String id = listed.line().conversation();
          return NUMBER.matcher(id).matches() ? new BigDecimal(id) : null;
        };
    return by(number).thenComparing(by(listed -> listed.line().conversation()));
  }

  private static @Nullable Instant time(Listed listed, Function<History, @Nullable Instant> which) {
    return listed.reading() instanceof Job job ? which.apply(job.history()) : null;
  }

  private static @Nullable String error(Listed listed) {
    return listed.reading() instanceof Job job
        ? StoredResults.of(job.storedResults()).error().orElse(null)
        : null;
  }

  private static @Nullable String given(String text) {
    return text.isEmpty() ? null : text;
  }
}
