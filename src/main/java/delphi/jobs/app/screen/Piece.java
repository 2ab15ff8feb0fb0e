package delphi.jobs.app.screen;

/** A part of a line that has one tone. */
public record Piece(String text, Tone tone) {
  public static Piece plain(String text) {
    return new Piece(text, Tone.PLAIN);
  }
}
