package delphi.jobs.store;

import delphi.jobs.app.chaos.Fault;
import delphi.jobs.app.chaos.FaultPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What goes wrong with a request, and for how long. */
sealed interface Trouble {
  /** The proxy does it to each request's first try, or to all of them. */
  record OfProxy(Fault fault, boolean isLasting) implements Trouble {
    FaultPolicy policy() {
      return FaultPolicy.when(call -> isLasting || call.attempt() == 1, fault);
    }

    @Override
    public String toString() {
      return fault.name().toLowerCase(Locale.ROOT) + (isLasting ? ", all tries" : ", first try");
    }
  }

  /**
   * The host's name does not resolve, so no try arrives anywhere. There is no "first try only": the
   * JDK remembers a failed lookup for ten seconds, longer than all tries of a call together.
   */
  record OfName() implements Trouble {
    @Override
    public String toString() {
      return "name not resolved, all tries";
    }
  }

  static List<Trouble> all() {
    List<Trouble> all = new ArrayList<>();
    for (Fault fault : Fault.values()) {
      all.add(new OfProxy(fault, false));
      all.add(new OfProxy(fault, true));
    }
    all.add(new OfName());
    return List.copyOf(all);
  }

  /** What may be told of a request that this happens to, if the truth is this. */
  default Told.Word told(Told.Word truth) {
    return switch (this) {
      case OfProxy(Fault fault, boolean isLasting) -> {
        if (fault == Fault.EXPIRED_TOKEN) {
          // The one answer among them that says for certain that nothing was done. It is not asked
          // again at once, because only new credentials help.
          yield Told.Word.REFUSED;
        }
        yield isLasting ? Told.Word.UNCLEAR : truth;
      }
      case OfName() -> Told.Word.UNCLEAR;
    };
  }

  /** Whether a request that would succeed has been done when it is over. */
  default boolean isDone() {
    return switch (this) {
      case OfProxy(Fault fault, boolean isLasting) ->
          isLasting ? fault.isDone() : fault != Fault.EXPIRED_TOKEN;
      case OfName() -> false;
    };
  }
}
