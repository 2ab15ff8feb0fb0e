package delphi.jobs.store.chronicle;

/** The names of what a happening may tell beside its fields. */
public final class Facts {
  /** The version of the claim under whose fence it was written. */
  public static final String CLAIM = "claim";

  /** The exit code of the command. */
  public static final String EXIT_CODE = "exit_code";

  /** When a parked job is due. */
  public static final String DUE = "due";

  /** The provider's batch. */
  public static final String BATCH = "batch_id";

  /** The name of an order that may be paid for. */
  public static final String ORDER = "order_marker";

  /** What was run, as JSON text; {@link Recipe} reads it. */
  public static final String RECIPE = "recipe";

  /** The worker that a row named. */
  public static final String WORKER = "worker";

  /** The version of the program that ran it. */
  public static final String PROGRAM = "program";

  /** The machine that it ran on. */
  public static final String HOST = "host";

  /** A digest of the settings of the program that ran it. */
  public static final String SETTINGS = "settings";

  /** Where the row of a retired job lies. */
  public static final String FILE = "file";

  private Facts() {}
}
