package delphi.jobs.app.chaos;

import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Decides of each request what becomes of it; asked by many threads at once. */
@FunctionalInterface
public interface FaultPolicy {
  FaultPolicy CALM = _ -> Treatment.FORWARD;

  Treatment on(Call call);

  /** The same for every request: a brown-out. */
  static FaultPolicy all(Treatment treatment) {
    return _ -> treatment;
  }

  /** One fault for these requests, and no trouble for others. */
  static FaultPolicy when(Predicate<Call> which, Fault fault) {
    Treatment failing = new Treatment.Fail(fault);
    return call -> which.test(call) ? failing : Treatment.FORWARD;
  }

  /**
   * Any of the faults for a share of the requests.
   *
   * @param share 0 for none, 1 for all
   * @param random safe for use by many threads, as {@link java.util.Random} is
   */
  static FaultPolicy sometimes(double share, List<Fault> faults, RandomGenerator random) {
    List<Treatment> failing = faults.stream().<Treatment>map(Treatment.Fail::new).toList();
    return _ ->
        random.nextDouble() < share
            ? failing.get(random.nextInt(failing.size()))
            : Treatment.FORWARD;
  }
}
