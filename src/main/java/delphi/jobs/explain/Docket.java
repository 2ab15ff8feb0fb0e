package delphi.jobs.explain;

import delphi.jobs.job.Awaited;
import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.Reading;
import delphi.jobs.job.State;
import delphi.jobs.job.Status;
import delphi.jobs.job.Unreadable;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.row.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The reasons of many jobs at once, out of their rows alone: what a row of its own would be read
 * for is looked up among the others.
 */
public final class Docket {
  /** Under which the jobs stand that have not ended. */
  public static final List<Status> STATUSES =
      List.of(
          Status.PENDING, Status.AWAITING_RECHECK, Status.PROCESSING, Status.LOCKED_FOR_CHECKING);

  private static final int EXAMPLES = 3;

  private final Crew crew;
  private final int perConversation;
  private final @Nullable Duration serverAhead;
  private final Instant now;
  private final Map<String, Reading> readings = new HashMap<>();
  private final Map<String, Row> rows = new HashMap<>();
  private final Map<String, List<Job>> running = new HashMap<>();
  private final List<Job> waiting = new ArrayList<>();

  /**
   * @param perConversation how many pipelines of a conversation may run at once; 0 for any number
   */
  public Docket(Crew crew, int perConversation, @Nullable Duration serverAhead, Instant now) {
    this.crew = crew;
    this.perConversation = perConversation;
    this.serverAhead = serverAhead;
    this.now = now;
  }

  /**
   * A reason and those whom it concerns.
   *
   * @param examples ids of a few of them
   * @param summary the sentence of the first
   * @param next what the first one's says to do; null when that is nothing
   */
  public record Group(
      Reason reason, int jobs, List<String> examples, String summary, @Nullable String next) {}

  /** Reads rows, in any order; a row that comes twice counts once. */
  public void add(Collection<Row> more, JobStore store) {
    for (Row row : more) {
      Reading reading = store.read(row);
      if (readings.put(row.jobId(), reading) != null) {
        continue;
      }
      rows.put(row.jobId(), row);
      if (reading instanceof Job job) {
        if (OlderPoller.maybeRuns(job, now)) {
          running.computeIfAbsent(conversation(job), _ -> new ArrayList<>()).add(job);
        }
        if (job.state() == State.PENDING || job.state() == State.RECHECK) {
          waiting.add(job);
        }
      }
    }
  }

  /** How many rows there are. */
  public int size() {
    return readings.size();
  }

  /** The worst reasons first; among equals the one that concerns most. */
  public List<Group> groups() {
    waiting.sort(Inquiry.TURN);
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < waiting.size(); i++) {
      places.put(waiting.get(i).id(), i);
    }
    Map<Reason, List<Explanation>> all = new EnumMap<>(Reason.class);
    readings.values().stream()
        .sorted(Comparator.comparing(Reading::id))
        .filter(reading -> !(reading instanceof Job job && job.state().isTerminal()))
        .map(reading -> Explainer.explain(facts(reading, places)))
        .forEach(why -> all.computeIfAbsent(why.reason(), _ -> new ArrayList<>()).add(why));
    return all.entrySet().stream()
        .map(entry -> group(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparing((Group group) -> group.reason().severity())
                .thenComparingInt(Group::jobs)
                .reversed())
        .toList();
  }

  private Facts facts(Reading reading, Map<String, Integer> places) {
    if (!(reading instanceof Job job)) {
      return new Facts(
          reading.id(), new Subject.Found((Unreadable) reading, Told.NOTHING), crew, now);
    }
    Row row = rows.get(job.id());
    Told told = row == null ? Told.NOTHING : Tidings.of(row, job);
    Facts facts =
        new Facts(job.id(), new Subject.Found(job, told), crew, now).withServerAhead(serverAhead);
    Integer place = places.get(job.id());
    if (place != null) {
      return facts.withQueue(new Queue(place, false)).withRival(rival(job));
    }
    Awaited awaited = job.marks().awaited();
    String check = awaited == null ? null : awaited.checkJobId();
    return check == null ? facts : facts.withCheck(readings.get(check));
  }

  private @Nullable Job rival(Job job) {
    if (perConversation == 0 || !job.type().equals(JobType.FULL_PIPELINE)) {
      return null;
    }
    List<Job> others = running.getOrDefault(conversation(job), List.of());
    return others.size() < perConversation ? null : others.getFirst();
  }

  private static String conversation(Job job) {
    return job.type() + "#" + job.request().conversationId();
  }

  private static Group group(Reason reason, List<Explanation> all) {
    List<String> examples = all.stream().limit(EXAMPLES).map(Explanation::jobId).toList();
    Explanation first = all.getFirst();
    return new Group(reason, all.size(), examples, first.summary(), first.next());
  }
}
