package delphi.jobs.app;

import java.util.regex.Pattern;

/** Keeps secrets out of what is printed. No setting is one, but an address may have one in it. */
final class Secrets {
  private static final Pattern USER_INFO = Pattern.compile("(://)[^/@\\s]+@");

  private Secrets() {}

  /** The text without the user and password of an address. */
  static String hidden(String text) {
    return USER_INFO.matcher(text).replaceAll("$1***@");
  }
}
