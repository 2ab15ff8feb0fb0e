package delphi.jobs.retention.s3;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in S3.
 *
 * @param prefix what the names of objects begin with; empty, or ends with a slash
 * @param endpoint of a server that speaks as S3 does; null for AWS itself
 */
public record Bucket(String name, String prefix, String region, @Nullable URI endpoint) {
  private static final Pattern ADDRESS =
      Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/([A-Za-z0-9_./=-]{0,512}))?");

  /**
   * Reads {@code s3://BUCKET/PREFIX}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Bucket of(String address, String region, @Nullable URI endpoint) {
    Matcher matcher = ADDRESS.matcher(address);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("it is no s3://BUCKET/PREFIX");
    }
    String prefix = matcher.group(2) == null ? "" : matcher.group(2);
    String closed = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
    return new Bucket(matcher.group(1), closed, region, endpoint);
  }

  /** Where an object lies; by path where the server is not AWS's, which may know no other way. */
  URI object(String key) {
    URI base =
        endpoint == null
            ? URI.create("https://" + name + ".s3." + region + ".amazonaws.com")
            : URI.create(endpoint.toString().replaceFirst("/+$", "") + "/" + name);
    return URI.create(base + "/" + prefix + key);
  }

  /** As people write it. */
  public String shown() {
    return "s3://" + name + "/" + prefix;
  }
}
