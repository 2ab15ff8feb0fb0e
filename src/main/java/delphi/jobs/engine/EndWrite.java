package delphi.jobs.engine;

import delphi.jobs.job.Fence;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Transition;
import delphi.jobs.store.Answer;
import delphi.jobs.store.JobStore;
import java.util.Optional;

/**
 * The end of one claim on its way into the table: the same request until its answer is known,
 * unless an answer says that only another form of it can be written.
 */
final class EndWrite {
  private final JobStore store;
  private final Fence fence;
  private Transition.Noted request;

  EndWrite(JobStore store, Fence fence, Transition.Noted wanted) {
    this.store = store;
    this.fence = fence;
    this.request = wanted;
  }

  /** Sends it once, and at once again in every other form that its answers ask for. */
  Closing tryOnce() {
    Answer answer = store.apply(request);
    for (var form = otherForm(answer); form.isPresent(); form = otherForm(answer)) {
      request = form.get();
      answer = store.apply(request);
    }
    return switch (answer) {
      case Answer.Applied(Reading after) -> new Closing.Written(request, after);
      case Answer.Stale(Reading current) ->
          new Closing.Rejected(
              request, current == null ? "its row is gone" : "somebody else has changed the job");
      case Answer.TooLarge(String why) ->
          new Closing.Open(request, why, "Make room in the row: its settings leave none.");
      case Answer.Refused(String why, String remedy) -> new Closing.Open(request, why, remedy);
      case Answer.Unclear(String why) -> new Closing.Open(request, why, null);
    };
  }

  private Optional<Transition.Noted> otherForm(Answer answer) {
    return switch (answer) {
      case Answer.Stale(Reading current) ->
          request instanceof Transition.Adopt
              ? Optional.empty()
              : Adoption.scriptsEnd(fence, current)
                  .map(now -> Adoption.of(request, fence.withStatus(now.status()), now));
      case Answer.TooLarge _ -> Slimming.of(request);
      case Answer.Applied _, Answer.Refused _, Answer.Unclear _ -> Optional.empty();
    };
  }
}
