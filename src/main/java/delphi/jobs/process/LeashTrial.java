package delphi.jobs.process;

import delphi.jobs.process.ProcessResult.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Tries whether this machine allows a leash, by running a command on one. Nothing less tells: the
 * kernel, the container's rules and Python all have a word in it.
 */
final class LeashTrial {
  /** Not looked for in PATH, where wrappers lie that take longer than the command. */
  private static final List<Path> PYTHONS =
      List.of(Path.of("/usr/bin/python3"), Path.of("/usr/local/bin/python3"));

  private static final int AS_IT_SHOULD = 41;

  /** Ends with that code if its own process is where the process file system says. */
  private static final String LOOK =
      "import os; os._exit(%d if os.readlink('/proc/self') == str(os.getpid()) else 1)"
          .formatted(AS_IT_SHOULD);

  /** Hundreds of times what it takes. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private LeashTrial() {}

  /** A leash that holds. */
  static Leash find() throws RungUnavailable {
    if (!Linux.isHere()) {
      throw new RungUnavailable("no leash: it needs Linux");
    }
    Set<String> reasons = new LinkedHashSet<>();
    for (Path python : PYTHONS) {
      if (!Files.isExecutable(python)) {
        reasons.add("there is no " + python);
        continue;
      }
      for (Leash.Namespaces namespaces : Leash.Namespaces.values()) {
        Leash leash = new Leash(python, namespaces);
        String flaw = flaw(leash);
        if (flaw.isEmpty()) {
          return leash;
        }
        reasons.add(python + ", " + namespaces.word() + " namespaces: " + flaw);
      }
    }
    throw new RungUnavailable("no leash (" + String.join("; ", reasons) + ")");
  }

  /** What is wrong with it; nothing when it holds. */
  static String flaw(Leash leash) {
    try {
      return flaw(leash, leash.place(SteadyClock.nanos() + PATIENCE.toNanos()));
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String flaw(Leash leash, Containment.Place place) throws IOException {
    List<String> look = List.of(leash.python().toString(), "-I", "-S", "-c", LOOK);
    ProcessBuilder builder =
        new ProcessBuilder(place.around(look))
            .redirectInput(place.input())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    Process leader;
    try {
      leader = builder.start();
    } catch (IOException e) {
      place.discard();
      throw e;
    }
    Containment.Tree tree = place.tree(leader);
    try {
      End end = tree.end().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      boolean gone = leader.waitFor(PATIENCE) && tree.isEmpty();
      return end.equals(new End.Exited(AS_IT_SHOULD)) && gone
          ? ""
          : "a command on it came to another end than its own, " + end;
    } catch (ExecutionException | TimeoutException e) {
      return "a command on it came to no end in " + PATIENCE.toSeconds() + " s";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "the trial was interrupted";
    } finally {
      tree.kill();
      tree.forget();
    }
  }
}
