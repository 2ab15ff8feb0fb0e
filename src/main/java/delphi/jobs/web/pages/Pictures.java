package delphi.jobs.web.pages;

import delphi.jobs.desk.StoredResults;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Pictures that jobs have made, where they lie on this host. A picture is a page with scripts that
 * anybody may have written: it is shown in a frame that has no name, no cookies, and no way out.
 */
final class Pictures {
  /** What it may do: draw itself, out of itself. */
  static final String POLICY =
      "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' data: blob:;"
          + " style-src 'unsafe-inline' data:; img-src data: blob:; font-src data:; worker-src blob:;"
          + " connect-src data: blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

  private static final String PAGE = "layer_0_datamapplot.html";
  private static final long BYTES_MAX = 64L << 20;

  private final @Nullable Path folder;

  Pictures(@Nullable Path folder) {
    this.folder = folder;
  }

  /** The file of a job's picture; empty where it has none, or none that lies here. */
  Optional<Path> of(Row row) {
    Path root = folder;
    String path =
        StoredResults.of(row.text(Name.JOB_RESULTS).orElse(null)).picturePath().orElse(null);
    if (root == null || path == null) {
      return Optional.empty();
    }
    try {
      Path whole = root.toRealPath();
      Path file = whole.resolve(path).resolve(PAGE).toRealPath();
      boolean isShown =
          file.startsWith(whole) && Files.isRegularFile(file) && Files.size(file) <= BYTES_MAX;
      return isShown ? Optional.of(file) : Optional.empty();
    } catch (IOException | InvalidPathException notThere) {
      return Optional.empty();
    }
  }

  /** Answers with the picture itself. */
  void serve(Context ctx, Row row) throws IOException {
    Path file =
        of(row)
            .orElseThrow(() ->
                Reception.missing(
                    "the picture of job " + row.jobId(),
                    "It may lie elsewhere; its page links it."));
    ctx.header("Content-Security-Policy", POLICY);
    ctx.header("X-Frame-Options", "SAMEORIGIN");
    ctx.contentType("text/html;charset=utf-8");
    ctx.result(Files.newInputStream(file));
  }
}
