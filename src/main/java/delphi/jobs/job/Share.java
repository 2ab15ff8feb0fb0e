package delphi.jobs.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The part of the conversations whose jobs a poller takes; the others are left to another fleet.
 *
 * <p>A conversation has a place between 0 and 1 that is the same on every host and for ever: the
 * first four bytes of the SHA-256 of its {@code conversation_id}, as a fraction of 2³². A share of
 * 10 % is every conversation whose place is below 0.1, so a larger share holds all of a smaller
 * one. {@code printf %s 42 | sha256sum} begins with {@code 73475cb4}, which is 0.45: conversation
 * 42 belongs to 46 % and not to 45 %.
 *
 * @param thousandths 1 to 1000
 */
public record Share(int thousandths) {
  public static final Share ALL = new Share(1_000);

  private static final int WHOLE = 1_000;

  public Share {
    if (thousandths < 1 || thousandths > WHOLE) {
      throw new IllegalArgumentException("a share is 0.1 % to 100 %, not " + thousandths + " ‰");
    }
  }

  /** Whether a row belongs to the share: by its conversation, or by its id if it tells none. */
  public boolean covers(Reading reading) {
    return thousandths == WHOLE
        || switch (reading) {
          case Job job -> covers(job.request().conversationId());
          case Unreadable row -> covers(row.id());
        };
  }

  /** Whether a conversation belongs to the share. */
  public boolean covers(String conversation) {
    return (place(conversation) * WHOLE) >>> Integer.SIZE < thousandths;
  }

  private static long place(String text) {
    byte[] hash = sha256().digest(text.getBytes(UTF_8));
    return Integer.toUnsignedLong(ByteBuffer.wrap(hash).getInt());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java has SHA-256", impossible);
    }
  }
}
