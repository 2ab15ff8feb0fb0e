package delphi.jobs.app;

import delphi.jobs.desk.FilterDraft;
import delphi.jobs.desk.Submission;
import delphi.jobs.job.JobType;
import delphi.jobs.job.Status;
import java.util.Arrays;
import java.util.Iterator;

/** Words that a shell can complete, as the command-line library asks for them. */
final class Choices {
  private Choices() {}

  /** The words that stand in {@code status}. */
  static final class Statuses implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Status.values()).map(Status::name).iterator();
    }
  }

  /** The words for where a job stands. */
  static final class States implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return FilterDraft.STATES.iterator();
    }
  }

  /** The types that are known here. */
  static final class Types implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Submission.TYPES.stream().map(JobType::name).iterator();
    }
  }

  /** The columns of a list. */
  static final class Columns implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return ListColumn.words().iterator();
    }
  }
}
