package delphi.jobs.app;

import java.nio.file.Path;

/** Where the value of a setting comes from; the earlier ones here give way to the later ones. */
sealed interface Source {
  /** It is what the program brings along. */
  record Default() implements Source {
    @Override
    public String toString() {
      return "default";
    }
  }

  /** A line of the settings file. */
  record File(Path file, int line) implements Source {
    @Override
    public String toString() {
      return file + " line " + line;
    }
  }

  /** A variable of the environment. */
  record Environment() implements Source {
    @Override
    public String toString() {
      return "environment";
    }
  }

  /** The command line. */
  record Flag() implements Source {
    @Override
    public String toString() {
      return "flag";
    }
  }
}
