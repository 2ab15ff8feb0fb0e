package delphi.jobs.app.doctor;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where programs are found.
 *
 * @param directory from which a path starts that is not absolute
 * @param folders in which a mere name is looked for, the first one first
 */
record SearchPath(Path directory, List<Path> folders) {
  SearchPath {
    folders = List.copyOf(folders);
  }

  /**
   * By the variable of that name.
   *
   * @param path folders, with colons between them
   */
  static SearchPath of(Path directory, String path) {
    List<Path> folders = new ArrayList<>();
    for (String folder : path.split(":", -1)) {
      try {
        if (!folder.isEmpty()) {
          folders.add(Path.of(folder));
        }
      } catch (InvalidPathException ignored) {
        // A folder that cannot be named holds no program.
      }
    }
    return new SearchPath(directory, folders);
  }

  /** A program, by its path or by its name. */
  Optional<Path> find(String program) {
    try {
      if (program.contains("/")) {
        return Optional.of(directory.resolve(program)).filter(SearchPath::isProgram);
      }
      return folders.stream()
          .map(folder -> folder.resolve(program))
          .filter(SearchPath::isProgram)
          .findFirst();
    } catch (InvalidPathException unnamed) {
      return Optional.empty();
    }
  }

  private static boolean isProgram(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }
}
