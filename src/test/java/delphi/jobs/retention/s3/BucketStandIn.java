package delphi.jobs.retention.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Speaks as much of S3 as an export needs, and believes nothing: it reckons each signature and each
 * digest anew, by the published steps of Signature Version 4.
 */
public final class BucketStandIn implements AutoCloseable {
  public static final String KEY = "AKIDEXAMPLE";
  public static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/s3/aws4_request,"
              + " SignedHeaders=([^,]+), Signature=([0-9a-f]{64})");

  public final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  final List<String> requests = new CopyOnWriteArrayList<>();
  final List<Integer> trouble = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  public BucketStandIn() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getRawPath();
      requests.add(exchange.getRequestMethod() + " " + path);
      if (!trouble.isEmpty()) {
        reply(exchange, trouble.removeFirst(), "<Error>SlowDown</Error>".getBytes(UTF_8));
        return;
      }
      Optional<String> wrong = wrong(exchange, path, body);
      if (wrong.isPresent()) {
        reply(exchange, 403, wrong.get().getBytes(UTF_8));
      } else if (exchange.getRequestMethod().equals("PUT")) {
        objects.put(path, body);
        reply(exchange, 200, new byte[0]);
      } else if (objects.containsKey(path)) {
        reply(exchange, 200, objects.get(path));
      } else {
        reply(exchange, 404, "<Error>NoSuchKey</Error>".getBytes(UTF_8));
      }
    } catch (GeneralSecurityException never) {
      throw new IOException(never);
    }
  }

  private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  private static Optional<String> wrong(HttpExchange exchange, String path, byte[] body)
      throws GeneralSecurityException {
    String digest = hex(sha256(body));
    if (!digest.equals(exchange.getRequestHeaders().getFirst("x-amz-content-sha256"))) {
      return Optional.of("the digest is not that of the body");
    }
    Matcher said =
        AUTHORIZATION.matcher(
            String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    if (!said.matches() || !said.group(1).equals(KEY)) {
      return Optional.of("it is not signed");
    }
    StringBuilder canonical = new StringBuilder(exchange.getRequestMethod() + "\n" + path + "\n\n");
    for (String name : Pattern.compile(";").splitAsStream(said.group(4)).toList()) {
      String value = String.valueOf(exchange.getRequestHeaders().getFirst(name)).strip();
      canonical.append(name).append(':').append(value).append('\n');
    }
    canonical.append('\n').append(said.group(4)).append('\n').append(digest);
    String scope = said.group(2) + "/" + said.group(3) + "/s3/aws4_request";
    String toSign =
        "AWS4-HMAC-SHA256\n"
            + exchange.getRequestHeaders().getFirst("x-amz-date")
            + "\n"
            + scope
            + "\n"
            + hex(sha256(canonical.toString().getBytes(UTF_8)));
    byte[] key = ("AWS4" + SECRET).getBytes(UTF_8);
    for (String part : Arrays.asList(said.group(2), said.group(3), "s3", "aws4_request")) {
      key = hmac(key, part);
    }
    return hex(hmac(key, toSign)).equals(said.group(5))
        ? Optional.empty()
        : Optional.of("the signature is another one");
  }

  private static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(UTF_8));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
