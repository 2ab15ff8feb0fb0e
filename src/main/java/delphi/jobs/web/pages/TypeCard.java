package delphi.jobs.web.pages;

import delphi.jobs.desk.FilterDraft;
import delphi.jobs.desk.Submission;
import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.handler.JobHandler;
import delphi.jobs.job.JobType;
import delphi.jobs.job.State;
import delphi.jobs.store.roster.Standing;
import delphi.jobs.store.roster.WorkerRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A type of job as an operator asks about it.
 *
 * @param how who runs it here; empty where nobody does
 * @param counts of its jobs that have not ended
 * @param takers how many pollers take it, in words
 * @param trouble what is wrong; empty for nothing
 * @param past null where none of it ended in the last day
 */
public record TypeCard(
    String name,
    List<How> how,
    List<Count> counts,
    String takers,
    String trouble,
    @Nullable TypePast past) {
  /**
   * What runs it.
   *
   * @param again what happens to an attempt whose end nobody saw
   */
  public record How(String name, String words, String script, String again, String atOnce) {}

  /** How many stand somewhere. */
  public record Count(String name, int number, String tone, String link) {}

  /** All types that are known here, that wait or run, or that ended in the last day. */
  static List<TypeCard> all(
      HandlerRegistry handlers,
      Map<String, EnumMap<State, Integer>> open,
      Map<String, TypePast> past,
      List<WorkerRecord> pollers,
      Instant now) {
    TreeSet<String> others = new TreeSet<>(open.keySet());
    others.addAll(past.keySet());
    List<String> names = new ArrayList<>();
    Submission.TYPES.forEach(type -> names.add(type.name()));
    others.stream().filter(name -> !names.contains(name)).forEach(names::add);
    List<WorkerRecord> present =
        pollers.stream()
            .filter(poller -> poller.standing() == Standing.WORKING && poller.isPresentAt(now))
            .toList();
    return names.stream()
        .map(name -> of(new JobType(name), handlers, open, past.get(name), present))
        .toList();
  }

  private static TypeCard of(
      JobType type,
      HandlerRegistry handlers,
      Map<String, EnumMap<State, Integer>> open,
      @Nullable TypePast past,
      List<WorkerRecord> present) {
    EnumMap<State, Integer> jobs = open.getOrDefault(type.name(), new EnumMap<>(State.class));
    List<Count> counts = new ArrayList<>();
    jobs.forEach((state, number) -> counts.add(count(type, state, number)));
    List<How> how = handlers.handlersOf(type).stream().map(TypeCard::how).toList();
    long takers = present.stream().filter(poller -> poller.scope().takes(type)).count();
    boolean isWaiting = jobs.containsKey(State.PENDING) || jobs.containsKey(State.RECHECK);
    return new TypeCard(
        type.name(),
        how,
        List.copyOf(counts),
        takers == 0 ? "no poller that is working" : Show.count((int) takers, "poller"),
        isWaiting && takers == 0 ? "Jobs of it wait, and no poller that is working takes it." : "",
        past);
  }

  private static Count count(JobType type, State state, int number) {
    String query = "state:" + FilterDraft.word(state) + " type:" + type.name();
    return new Count(name(state), number, Show.tone(state), Link.jobs(query));
  }

  private static String name(State state) {
    return switch (state) {
      case PENDING -> "waiting";
      case PROCESSING -> "running";
      case RECHECK -> "for a recheck";
      case PARKED, HELD, COMPLETED, FAILED, CANCELLED, QUARANTINED, FOREIGN -> Show.word(state);
    };
  }

  private static How how(JobHandler handler) {
    int most = handler.perConversation();
    return new How(
        handler.name(),
        handler.words(),
        handler.script(),
        handler.isRepeatable()
            ? "is run again"
            : "may have spent money, so the job is held for a person",
        most == 0 ? "any number" : Integer.toString(most));
  }
}
