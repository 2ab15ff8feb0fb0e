package delphi.jobs.app.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The file systems of this machine. */
public final class RealDisks implements Machine.Disks {
  @Override
  public long bytesFree(Path folder) throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  /** Java has no word for it. */
  @Override
  public OptionalLong filesFree(Path folder) throws IOException {
    Path stat = Path.of("/usr/bin/stat");
    if (!Files.isExecutable(stat)) {
      return OptionalLong.empty();
    }
    List<String> argv = List.of(stat.toString(), "-f", "-c", "%c %d", folder.toString());
    String[] words = Shell.words(argv, folder, Map.of()).split(" ", -1);
    // A file system that makes them as it needs them says that it has none at all.
    boolean told = words.length == 2 && words[0].matches("[1-9]\\d*") && words[1].matches("\\d+");
    return told ? OptionalLong.of(Long.parseLong(words[1])) : OptionalLong.empty();
  }

  @Override
  public String kind(Path folder) throws IOException {
    return Files.getFileStore(folder).type();
  }
}
