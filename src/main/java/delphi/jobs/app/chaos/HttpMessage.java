package delphi.jobs.app.chaos;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * A request or answer of HTTP/1.1, in the few forms that DynamoDB and its clients use: with a
 * length, in chunks, or without a body.
 */
final class HttpMessage {
  private static final int HEAD_BYTES_MAX = 64 * 1024;
  private static final int BODY_BYTES_MAX = 64 * 1024 * 1024;
  private static final String LENGTH = "Content-Length";
  private static final String CHECKSUM = "x-amz-crc32";
  private static final String CODING = "Transfer-Encoding";

  /** About this connection only, or told anew when the message is written. */
  private static final Set<String> NOT_PASSED_ON =
      Set.of("content-length", "transfer-encoding", "expect", "connection");

  private final String start;
  private final List<String> headers;
  private final byte[] body;

  private HttpMessage(String start, List<String> headers, byte[] body) {
    this.start = start;
    this.headers = List.copyOf(headers);
    this.body = body;
  }

  /** An answer of our own. */
  static HttpMessage answer(int status, String type, String body) {
    return new HttpMessage(
        "HTTP/1.1 " + status + " Made up",
        List.of("Content-Type: " + type),
        body.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads the next message; empty when the other side has hung up instead.
   *
   * @param out where a client that asks first is told to send its body
   */
  static Optional<HttpMessage> read(InputStream in, OutputStream out) throws IOException {
    Optional<String> head = head(in);
    if (head.isEmpty()) {
      return Optional.empty();
    }
    List<String> lines = head.get().lines().toList();
    HttpMessage empty =
        new HttpMessage(lines.getFirst(), lines.subList(1, lines.size()), new byte[0]);
    if (empty.header("Expect").isPresent()) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }
    return Optional.of(new HttpMessage(empty.start, empty.headers, empty.bodyOf(in)));
  }

  Optional<String> header(String name) {
    String prefix = name + ":";
    return headers.stream()
        .filter(header -> header.regionMatches(true, 0, prefix, 0, prefix.length()))
        .map(header -> header.substring(prefix.length()).strip())
        .findFirst();
  }

  /**
   * Still JSON, but with a letter and a space more than its checksum was made of. DynamoDB sends
   * one with every answer, DynamoDB Local only with a success: where it is missing it is added.
   */
  HttpMessage garbled() {
    String text = new String(body, StandardCharsets.UTF_8).replaceFirst("\"}", "?\"}") + " ";
    List<String> checked = new ArrayList<>(headers);
    if (header(CHECKSUM).isEmpty()) {
      CRC32 checksum = new CRC32();
      checksum.update(body);
      checked.add(CHECKSUM + ": " + checksum.getValue());
    }
    return new HttpMessage(start, checked, text.getBytes(StandardCharsets.UTF_8));
  }

  HttpMessage emptied() {
    return new HttpMessage(start, headers, new byte[0]);
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes());
    out.flush();
  }

  /** Writes only the beginning, of the body half. */
  void writeHalfTo(OutputStream out) throws IOException {
    byte[] whole = bytes();
    out.write(whole, 0, whole.length - (body.length + 1) / 2);
    out.flush();
  }

  private byte[] bytes() {
    StringBuilder head = new StringBuilder(start).append("\r\n");
    for (String header : headers) {
      int colon = header.indexOf(':');
      if (colon < 0
          || !NOT_PASSED_ON.contains(header.substring(0, colon).toLowerCase(Locale.ROOT))) {
        head.append(header).append("\r\n");
      }
    }
    head.append(LENGTH).append(": ").append(body.length).append("\r\n\r\n");
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    whole.writeBytes(body);
    return whole.toByteArray();
  }

  private byte[] bodyOf(InputStream in) throws IOException {
    if (header(CODING).filter(coding -> coding.equalsIgnoreCase("chunked")).isPresent()) {
      return chunks(in);
    }
    int length = length(header(LENGTH).orElse("0"), 10);
    return exactly(in, length);
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      int length = length(line(in).split(";", 2)[0], 16);
      if (length == 0) {
        break;
      }
      if (body.size() + length > BODY_BYTES_MAX) {
        throw new IOException("a body that does not end");
      }
      body.writeBytes(exactly(in, length));
      line(in);
    }
    // What may stand behind the last chunk is of no use to anybody here.
    head(in);
    return body.toByteArray();
  }

  private static int length(String digits, int radix) throws IOException {
    try {
      int length = Integer.parseInt(digits.strip(), radix);
      if (length >= 0 && length <= BODY_BYTES_MAX) {
        return length;
      }
    } catch (NumberFormatException strange) {
      throw new IOException("not a length: " + digits, strange);
    }
    throw new IOException("not a length: " + digits);
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("a message that broke off");
    }
    return bytes;
  }

  /** Everything up to the empty line; empty when there is nothing at all. */
  private static Optional<String> head(InputStream in) throws IOException {
    List<String> lines = new ArrayList<>();
    int first = in.read();
    if (first < 0) {
      return Optional.empty();
    }
    String line = first == '\n' ? "" : ((char) first + line(in)).stripTrailing();
    int bytes = line.length();
    while (!line.isEmpty()) {
      lines.add(line);
      line = line(in);
      bytes += line.length();
      if (bytes > HEAD_BYTES_MAX) {
        throw new IOException("a head that does not end");
      }
    }
    return Optional.of(String.join("\n", lines));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || line.length() > HEAD_BYTES_MAX) {
        throw new EOFException("a line that broke off");
      }
      line.append((char) next);
    }
    return line.toString().stripTrailing();
  }
}
