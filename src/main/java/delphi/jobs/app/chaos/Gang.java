package delphi.jobs.app.chaos;

import delphi.jobs.app.chaos.Victim.Condition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/** The pollers of one run: always as many, whatever becomes of each. */
final class Gang implements AutoCloseable {
  private final List<String> command;
  private final Map<String, String> environment;
  private final Path logs;
  private final List<Victim> members = new ArrayList<>();
  private final List<String> oddEnds = new ArrayList<>();
  private int started;

  /**
   * Starts them.
   *
   * @param command of a poller
   * @param environment all that it gets
   * @param logs a folder for what they say
   */
  Gang(int size, List<String> command, Map<String, String> environment, Path logs) {
    this.command = command;
    this.environment = environment;
    this.logs = logs;
    while (members.size() < size) {
      members.add(start());
    }
  }

  /** What they have done that nobody asked of them, in words. */
  List<String> oddEnds() {
    return oddEnds;
  }

  /**
   * Does it to one of them that has a job in its hands, if there is one; and never freezes the
   * last, for somebody has to take over.
   *
   * @param pauseNanos how long a pause lasts
   */
  boolean suffer(Deed deed, long pauseNanos, RandomGenerator random) throws InterruptedException {
    List<Integer> running = new ArrayList<>();
    for (int number = 0; number < members.size(); number++) {
      if (members.get(number).condition() == Condition.RUNNING) {
        running.add(number);
      }
    }
    if (deed == Deed.PAUSE && running.size() < 2) {
      return false;
    }
    running.removeIf(number -> !members.get(number).isAtWork());
    if (running.isEmpty()) {
      return false;
    }
    int number = running.get(random.nextInt(running.size()));
    Victim victim = members.get(number);
    switch (deed) {
      case KILL -> {
        victim.kill();
        members.set(number, start());
      }
      case PAUSE -> victim.pause(System.nanoTime() + pauseNanos);
      case STOP -> victim.stop();
    }
    return true;
  }

  /** Lets those go on whose pause is over, and puts others in the place of those that are gone. */
  void attend() throws InterruptedException {
    for (int number = 0; number < members.size(); number++) {
      Victim victim = members.get(number);
      if (victim.isDue()) {
        victim.goOn();
      }
      OptionalInt code = victim.exitCode();
      if (code.isPresent()) {
        if (victim.condition() != Condition.STOPPING || code.getAsInt() != 0) {
          oddEnds.add("not asked for: " + victim + " ended with exit code " + code.getAsInt());
        }
        members.set(number, start());
      }
    }
  }

  /** Asks all to end, and says whether all have. */
  boolean haveGone() throws InterruptedException {
    boolean gone = true;
    for (int number = 0; number < members.size(); number++) {
      Victim victim = members.get(number);
      if (victim.condition() == Condition.PAUSED) {
        victim.goOn();
      }
      if (victim.condition() == Condition.RUNNING) {
        victim.stop();
      }
      if (victim.condition() == Condition.STARTING) {
        victim.kill();
      }
      gone &= victim.exitCode().isPresent();
    }
    return gone;
  }

  @Override
  public void close() {
    try {
      for (Victim victim : members) {
        victim.kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Victim start() {
    started++;
    return Victim.start(command, environment, logs.resolve("poller-" + started + ".log"));
  }
}
