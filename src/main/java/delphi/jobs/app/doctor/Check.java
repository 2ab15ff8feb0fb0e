package delphi.jobs.app.doctor;

import java.io.IOException;

/**
 * One thing that is looked at.
 *
 * @param id stable, for programs and for {@code --only}
 * @param severity how much it matters when it fails
 * @param subject what is looked at, in words
 * @param fix what to do when it fails, a sentence or two
 */
public record Check(
    String id, Section section, Severity severity, String subject, String fix, Look look) {

  /** The look itself; it changes nothing and needs not watch the time. */
  interface Look {
    Seen at(Visit visit) throws IOException;
  }

  static Check error(Section section, String id, String subject, String fix, Look look) {
    return new Check(id, section, Severity.ERROR, subject, fix, look);
  }

  static Check warning(Section section, String id, String subject, String fix, Look look) {
    return new Check(id, section, Severity.WARNING, subject, fix, look);
  }

  static Check note(Section section, String id, String subject, String fix, Look look) {
    return new Check(id, section, Severity.NOTE, subject, fix, look);
  }
}
