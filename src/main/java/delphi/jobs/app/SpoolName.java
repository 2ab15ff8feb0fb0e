package delphi.jobs.app;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What a store's folder in the spool is called: readable, and another one for another store. */
final class SpoolName {
  private static final int DIGEST_BYTES = 4;

  private SpoolName() {}

  /**
   * The name of a store.
   *
   * @param name what people call it
   * @param place where it is, in full
   */
  static String of(String name, Object place) {
    byte[] digest = sha256().digest(place.toString().getBytes(StandardCharsets.UTF_8));
    return name.replaceAll("[^A-Za-z0-9._-]", "_")
        + "-"
        + HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
