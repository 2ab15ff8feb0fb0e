package delphi.jobs.web.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files that pages need, all of them out of the program: held in memory, and kept by browsers
 * for as long as their address, which has a digest of all of them in it.
 */
public final class Assets {
  private static final String FOREVER = "public, max-age=31536000, immutable";
  private static final int DIGEST_CHARS = 12;

  private final Map<String, Asset> files = new LinkedHashMap<>();
  private final String digest;

  /** A file and what it is. */
  private record Asset(String content, String type) {}

  Assets() {
    add("pages.css", "/delphi/jobs/web/pages/pages.css", "text/css");
    add("pages.js", "/delphi/jobs/web/pages/pages.js", "text/javascript");
    add("log.js", "/delphi/jobs/web/pages/log.js", "text/javascript");
    add("icon.svg", "/delphi/jobs/web/pages/icon.svg", "image/svg+xml");
    add(
        "htmx.js",
        "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js",
        "text/javascript");
    digest = digest();
  }

  /** Where a browser finds a file. */
  public String link(String name) {
    return "/assets/" + digest + "/" + name;
  }

  /** Together, in bytes. */
  int size() {
    return files.values().stream().mapToInt(file -> bytes(file).length).sum();
  }

  /** Answers with a file; another digest means another version, whose pages still are open. */
  void serve(Context ctx) {
    Asset file = find(ctx.pathParam("name"));
    if (file == null) {
      ctx.status(HttpStatus.NOT_FOUND).result("no such file");
      return;
    }
    boolean isOurs = ctx.pathParam("digest").equals(digest);
    ctx.header("Cache-Control", isOurs ? FOREVER : "no-store");
    ctx.contentType(file.type() + ";charset=utf-8");
    ctx.result(file.content());
  }

  private @Nullable Asset find(String name) {
    return files.get(name);
  }

  private void add(String name, String resource, String type) {
    try (InputStream in = Assets.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks " + resource);
      }
      files.put(name, new Asset(new String(in.readAllBytes(), UTF_8), type));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static byte[] bytes(Asset file) {
    return file.content().getBytes(UTF_8);
  }

  private String digest() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      files.values().forEach(file -> sha.update(bytes(file)));
      return HexFormat.of().formatHex(sha.digest()).substring(0, DIGEST_CHARS);
    } catch (NoSuchAlgorithmException never) {
      throw new IllegalStateException(never);
    }
  }
}
