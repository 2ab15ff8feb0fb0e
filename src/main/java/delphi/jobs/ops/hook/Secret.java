package delphi.jobs.ops.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs messages as the convention of Standard Webhooks has it: HMAC-SHA256 over id, time and body.
 */
public final class Secret {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String ENCODED = "whsec_";
  private static final int BYTES_MIN = 16;

  private final byte[] key;

  private Secret(byte[] key) {
    this.key = key;
  }

  /**
   * That of a text: {@code whsec_} and the key in base 64, or the key itself.
   *
   * @throws IllegalArgumentException if it is too short to be one
   */
  public static Secret of(String text) {
    String plain = text.strip();
    byte[] key =
        plain.startsWith(ENCODED)
            ? Base64.getDecoder().decode(plain.substring(ENCODED.length()))
            : plain.getBytes(UTF_8);
    if (key.length < BYTES_MIN) {
      throw new IllegalArgumentException("a secret has at least " + BYTES_MIN + " bytes");
    }
    return new Secret(key);
  }

  /** The value of the header. */
  String signature(String id, long seconds, String body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      byte[] signed = mac.doFinal((id + "." + seconds + "." + body).getBytes(UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(signed);
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError("every Java has " + ALGORITHM, impossible);
    }
  }

  @Override
  public String toString() {
    return "a secret";
  }
}
