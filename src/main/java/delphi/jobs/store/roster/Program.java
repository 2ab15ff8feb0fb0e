package delphi.jobs.store.roster;

/**
 * The program that a poller is.
 *
 * @param version of this software
 * @param host the machine that it runs on, by its name
 * @param settings a digest of its settings: two pollers with the same one are set up alike. Never
 *     the settings themselves, which may hold secrets
 */
public record Program(String version, String host, long pid, String settings) {
  static final int CHARS_MAX = 120;

  public Program {
    version = Texts.cut(version, CHARS_MAX);
    host = Texts.cut(host, CHARS_MAX);
    settings = Texts.cut(settings, CHARS_MAX);
  }
}
