package delphi.jobs.web;

/**
 * Who asks.
 *
 * @param name as it is written into histories
 */
public record Caller(String name, Role role) {
  /** Who has shown no token, where none is needed to look. */
  static final Caller ANYBODY = new Caller("anybody", Role.VIEWER);

  public boolean may(Role needed) {
    return role.includes(needed);
  }
}
