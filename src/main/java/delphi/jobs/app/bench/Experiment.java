package delphi.jobs.app.bench;

/** One scenario as it is carried out. */
@FunctionalInterface
interface Experiment {
  void on(FreshStores stores, Figures figures) throws InterruptedException;
}
