package delphi.jobs.store.chronicle;

import java.util.Locale;

/**
 * Who has done something to a job.
 *
 * @param name which of that kind; empty where nobody knows
 */
public record Actor(Kind kind, String name) {
  private static final String OF_JOB = "job:";

  public Actor {
    name = Texts.shortened(name, Texts.NAME_MAX);
  }

  /** What kinds of actors there are. */
  public enum Kind {
    /** A poller of ours. */
    WORKER,
    /** A person, by a command of this program. */
    OPERATOR,
    /** The script of another job, over the job channel. */
    JOB,
    /** The script of the job itself. */
    SCRIPT,
    /** Some other program. */
    OTHER;

    /** As it is stored and shown. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static Actor worker(String id) {
    return new Actor(Kind.WORKER, id);
  }

  /**
   * A person.
   *
   * @param name as {@code user@host}
   */
  public static Actor operator(String name) {
    return new Actor(Kind.OPERATOR, name);
  }

  public static Actor script() {
    return new Actor(Kind.SCRIPT, "");
  }

  public static Actor other(String name) {
    return new Actor(Kind.OTHER, name);
  }

  /** Who submits a job, by what its row says of that; else whoever writes it. */
  static Actor submitting(String createdBy, Actor writer) {
    return createdBy.startsWith(OF_JOB)
        ? new Actor(Kind.JOB, createdBy.substring(OF_JOB.length()))
        : writer;
  }

  /** In words, for a person. */
  public String words() {
    return switch (kind) {
      case WORKER -> "worker " + name;
      case OPERATOR -> name;
      case JOB -> "job " + name;
      case SCRIPT -> "its script";
      case OTHER -> name.isEmpty() ? "somebody else" : name;
    };
  }
}
