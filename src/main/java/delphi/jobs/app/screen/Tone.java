package delphi.jobs.app.screen;

/** What a piece of text is, for whoever has colours. */
public enum Tone {
  PLAIN,
  GOOD,
  BAD,
  BUSY,
  WAITING,
  FAINT,
  STRONG
}
