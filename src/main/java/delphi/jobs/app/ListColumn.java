package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Nearest;
import delphi.jobs.desk.Problem;
import delphi.jobs.desk.StoredResults;
import delphi.jobs.desk.Times;
import delphi.jobs.job.Job;
import delphi.jobs.job.Reading;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a list can show of a job, a column each. */
enum ListColumn {
  ID("ID"),
  STATE("STATE"),
  TYPE("TYPE"),
  CONVERSATION("CONV"),
  CREATED("CREATED"),
  TOOK("TOOK"),
  NOTE("NOTE"),
  STATUS("STATUS"),
  REPORT("REPORT"),
  STARTED("STARTED"),
  COMPLETED("COMPLETED"),
  UPDATED("UPDATED"),
  ATTEMPT("ATTEMPT"),
  PRIORITY("PRIORITY"),
  WORKER("WORKER"),
  STAGE("STAGE"),
  PROGRESS("PROGRESS"),
  BATCH("BATCH"),
  ERROR("ERROR");

  /** What is shown when nothing else is asked for. */
  static final List<ListColumn> USUAL = List.of(ID, STATE, TYPE, CONVERSATION, CREATED, TOOK, NOTE);

  private final String heading;

  ListColumn(String heading) {
    this.heading = heading;
  }

  String heading() {
    return heading;
  }

  /** Its name, as it is asked for. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<String> words() {
    return Arrays.stream(values()).map(ListColumn::word).toList();
  }

  /** The columns that somebody names, with commas between them. */
  static List<ListColumn> parse(String names) {
    List<ListColumn> columns = new ArrayList<>();
    for (String name : Form.Names.split(names)) {
      columns.add(of("--columns", name));
    }
    if (columns.isEmpty()) {
      throw new Problem(Exit.USAGE, "--columns", "it names nothing", all());
    }
    return columns;
  }

  /** The column that somebody names with a flag. */
  static ListColumn of(String flag, String name) {
    for (ListColumn column : values()) {
      if (column.word().equals(name.toLowerCase(Locale.ROOT))) {
        return column;
      }
    }
    String guess = Nearest.question(name, words());
    throw new Problem(
        Exit.USAGE, flag + " " + name, "there is no such column", guess.isEmpty() ? all() : guess);
  }

  private static String all() {
    return "Give some of " + String.join(",", words()) + ".";
  }

  Grid.Cell cell(JobLine line, Row row, Reading reading, Instant now, Console console) {
    return switch (this) {
      case ID -> new Grid.Cell(console.isTerminal() ? ShortId.of(line.id()) : line.id());
      case STATE -> new Grid.Cell(line.state(), line.paint());
      case TYPE -> new Grid.Cell(line.type());
      case CONVERSATION -> new Grid.Cell(line.conversation());
      case CREATED -> new Grid.Cell(console.time(line.createdAt(), now));
      case TOOK -> new Grid.Cell(Times.span(line.took()));
      case NOTE -> new Grid.Cell(line.note());
      case STATUS -> text(row, Name.STATUS);
      case REPORT -> text(row, Name.REPORT_ID);
      case STARTED ->
          new Grid.Cell(
              reading instanceof Job job ? console.time(job.history().startedAt(), now) : "-");
      case COMPLETED ->
          new Grid.Cell(
              reading instanceof Job job ? console.time(job.history().completedAt(), now) : "-");
      case UPDATED ->
          new Grid.Cell(
              reading instanceof Job job ? console.time(job.history().updatedAt(), now) : "-");
      case ATTEMPT -> text(row, Name.ATTEMPT);
      case PRIORITY -> text(row, Name.PRIORITY);
      case WORKER -> text(row, Name.WORKER_ID);
      case STAGE -> text(row, Name.STAGE);
      case PROGRESS -> text(row, Name.PROGRESS);
      case BATCH -> text(row, Name.BATCH_ID);
      case ERROR ->
          new Grid.Cell(
              reading instanceof Job job
                  ? StoredResults.of(job.storedResults()).error().orElse("")
                  : "");
    };
  }

  private static Grid.Cell text(Row row, String name) {
    return new Grid.Cell(
        switch (row.get(name)) {
          case Attribute.Text(String value) -> value;
          case Attribute.Num number -> number.value();
          case null, default -> "";
        });
  }
}
