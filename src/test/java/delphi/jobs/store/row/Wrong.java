package delphi.jobs.store.row;

import delphi.jobs.job.Basis;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What would be written without the protocol's conditions; see the engine's class of this name. */
@SuppressWarnings("unused") // called from altered byte code only
public final class Wrong {
  private Wrong() {}

  static Draft unguarded(Basis basis, Instant at) {
    return Draft.of(basis.jobId(), at).ifEqual(Name.JOB_ID, new Attribute.Text(basis.jobId()));
  }

  static Draft bumping(Basis basis, Instant at) {
    return Draft.on(basis, at).number(Name.VERSION, basis.nextVersion());
  }

  static Draft ofAnyVersion(Draft draft, @Nullable Long version) {
    return draft;
  }

  static Draft underAnyLock(Draft draft, @Nullable String lock) {
    return draft;
  }

  static Draft inAnyCase(Draft draft, String name) {
    return draft;
  }

  static Draft keeping(Draft draft, String... names) {
    return draft;
  }
}
