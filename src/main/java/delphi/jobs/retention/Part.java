package delphi.jobs.retention;

import delphi.jobs.store.row.AttributeJson;
import delphi.jobs.store.row.Row;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Rows of jobs that ended on one day, as a file: gzip of lines {@code {"Item":{…}}} in DynamoDB's
 * own notation, which loses nothing and which AWS's import of tables reads. It is named after its
 * content, so the same rows are the same file.
 */
final class Part {
  private static final String HEAD = "{\"Item\":";
  private static final int NAME_DIGITS = 12;

  private final LocalDate day;
  private final List<Row> rows;
  private final byte[] bytes;
  private final String digest;

  private Part(LocalDate day, List<Row> rows, byte[] bytes) {
    this.day = day;
    this.rows = List.copyOf(rows);
    this.bytes = bytes;
    this.digest = digest(bytes);
  }

  static Part of(LocalDate day, List<Row> rows) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      for (Row row : rows) {
        out.write((HEAD + AttributeJson.write(row) + "}\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    return new Part(day, rows, packed.toByteArray());
  }

  List<Row> rows() {
    return rows;
  }

  byte[] bytes() {
    return bytes.clone();
  }

  String name() {
    return "jobs-" + day + "-" + digest.substring(0, NAME_DIGITS) + ".jsonl.gz";
  }

  String manifestName() {
    return name() + ".manifest.json";
  }

  /** What {@code sha256sum} and {@code zcat | wc -l} say of the file. */
  byte[] manifest() {
    String text =
        """
        {"file":"%s","day":"%s","rows":%d,"bytes":%d,"sha256":"%s"}
        """
            .formatted(name(), day, rows.size(), bytes.length, digest);
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Whether what was read back is this: each row of it, in order. */
  boolean isWhole(byte[] back) {
    if (!digest(back).equals(digest)) {
      return false;
    }
    try {
      return read(back).equals(rows);
    } catch (IOException | RuntimeException broken) {
      return false;
    }
  }

  /** The rows of such a file. */
  static List<Row> read(byte[] packed) throws IOException {
    List<Row> rows = new ArrayList<>();
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().toList()) {
        rows.add(AttributeJson.readRow(line.substring(HEAD.length(), line.length() - 1)));
      }
    }
    return rows;
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JVM has SHA-256", missing);
    }
  }
}
