package delphi.jobs.diagnosis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A log of a failed process, written for the purpose, with what should be found in it.
 *
 * <p>A file begins with labels, {@code cause:}, {@code exit:} (a code, {@code timeout} or {@code
 * oom}) and, where several logs must have one fingerprint, {@code same:}. Behind an empty line
 * comes what was said: {@code o|} on standard output, {@code e|} on standard error, with a capital
 * letter the line that decides. ␛ and ␍ stand for an escape and a carriage return.
 *
 * @param same the group of logs that have the same fingerprint; null for a log of its own kind
 * @param before how many lines of each stream came before these
 */
record Sample(
    String name,
    Cause cause,
    Evidence.End end,
    @Nullable String same,
    long before,
    List<Utterance> said) {
  /** One line of a log. */
  record Utterance(Stream stream, String text, boolean decides) {}

  static List<Sample> all(String part) {
    URL folder = Objects.requireNonNull(Sample.class.getResource(part), part);
    try (var files = Files.list(Path.of(folder.toURI()))) {
      return files.sorted().map(Sample::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Sample read(Path file) {
    try {
      String[] parts = Files.readString(file, UTF_8).split("\n\n", 2);
      List<Utterance> said = parts[1].lines().map(Sample::utterance).toList();
      String name = file.getFileName().toString().replace(".txt", "");
      Cause cause = Cause.of(Objects.requireNonNull(label(parts[0], "cause"))).orElseThrow();
      return new Sample(
          name, cause, end(label(parts[0], "exit")), label(parts[0], "same"), 0, said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable String label(String head, String name) {
    return head.lines()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElse(null);
  }

  private static Evidence.End end(@Nullable String word) {
    return switch (word) {
      case "timeout" -> new Evidence.End.TimedOut();
      case "oom" -> new Evidence.End.OutOfMemory();
      case null -> throw new IllegalArgumentException("a log says how it ended");
      default -> new Evidence.End.Exited(Integer.parseInt(word));
    };
  }

  private static Utterance utterance(String line) {
    char mark = line.charAt(0);
    Stream stream = Character.toLowerCase(mark) == 'e' ? Stream.STDERR : Stream.STDOUT;
    String text = line.substring(2).replace('␛', '\u001b').replace('␍', '\r');
    return new Utterance(stream, text, Character.isUpperCase(mark));
  }

  Sample with(List<Utterance> other) {
    return new Sample(name, cause, end, same, before, other);
  }

  /** Without what came before this place of its own, as if so many lines had been dropped. */
  Sample from(int place) {
    return new Sample(name, cause, end, same, place, said.subList(place, said.size()));
  }

  Diagnosis diagnosis() {
    return Diagnosis.of(new Evidence(said(Stream.STDOUT), said(Stream.STDERR), end));
  }

  private Said said(Stream stream) {
    return new Said(
        said.stream().filter(each -> each.stream() == stream).map(Utterance::text).toList(),
        before);
  }

  /** Whether the line that was found is the labelled one, or none where none is labelled. */
  boolean isLine(Diagnosis.@Nullable Line found) {
    if (found == null) {
      return said.stream().noneMatch(Utterance::decides);
    }
    List<Utterance> stream = new ArrayList<>(said);
    stream.removeIf(each -> each.stream() != found.stream());
    return stream.get((int) (found.number() - before - 1)).decides();
  }
}
