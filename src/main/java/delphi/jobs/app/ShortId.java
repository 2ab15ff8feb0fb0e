package delphi.jobs.app;

/** The beginning of an id that is unique nearly always, and that every verb understands. */
final class ShortId {
  private static final int UUID_LENGTH = 36;
  private static final int RANDOM = 8;

  /** Ids that servers and scripts compose begin with a name of this length at most. */
  private static final int NAME = 13;

  private ShortId() {}

  static String of(String id) {
    boolean random = id.length() == UUID_LENGTH && id.charAt(RANDOM) == '-';
    String begin = id.substring(0, Math.min(id.length(), random ? RANDOM : NAME + RANDOM));
    return begin.replaceAll("[-_]+$", "");
  }
}
