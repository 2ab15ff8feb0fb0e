package delphi.jobs.handler;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A set of names of variables; in each, {@code *} stands for any text, the empty one included. */
final class Names {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_*]{1,128}");

  private final Pattern pattern;

  private Names(Collection<String> names, int flags) {
    for (String name : names) {
      if (!FORM.matcher(name).matches()) {
        throw new IllegalArgumentException(
            Shown.of(name)
                + " is no name of variables: letters, digits, '_', and '*' for any text");
      }
    }
    String any =
        names.stream().map(name -> name.replace("*", ".*")).collect(Collectors.joining("|"));
    this.pattern = Pattern.compile(any, flags);
  }

  static Names of(Collection<String> names) {
    return new Names(names, 0);
  }

  static Names of(String... names) {
    return of(List.of(names));
  }

  /** The same whatever the case: some programs listen to {@code https_proxy}. */
  static Names inAnyCase(String... names) {
    return new Names(List.of(names), Pattern.CASE_INSENSITIVE);
  }

  boolean contain(String name) {
    return pattern.matcher(name).matches();
  }
}
