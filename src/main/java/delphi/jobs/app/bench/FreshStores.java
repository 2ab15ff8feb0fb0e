package delphi.jobs.app.bench;

/** One kind of store, of which a measurement gets a new and empty one each time. */
public interface FreshStores {
  /** What it is called where figures are shown. */
  String name();

  FreshStore open();
}
