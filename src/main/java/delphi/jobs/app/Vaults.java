package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import delphi.jobs.retention.FolderVault;
import delphi.jobs.retention.Vault;
import delphi.jobs.retention.s3.Bucket;
import delphi.jobs.retention.s3.BucketVault;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** The place for rows that leave the table, as the settings name it. */
final class Vaults {
  /** The variable of AWS's own programs for a server that speaks as S3 does. */
  private static final String S3_ENDPOINT = "AWS_ENDPOINT_URL_S3";

  private Vaults() {}

  /** Opens it; whoever asks closes it. */
  static Vault open(String place, Session session) throws IOException {
    if (place.contains("://")) {
      return new BucketVault(bucket(place, session));
    }
    return FolderVault.open(Path.of(place))
        .orElseThrow(() ->
            new Problem(
                Exit.TRY_AGAIN,
                place,
                "another run exports there",
                "Wait for its end, or give another folder."));
  }

  private static Bucket bucket(String place, Session session) {
    Settings settings = session.settings();
    String own = session.surroundings().environment().getOrDefault(S3_ENDPOINT, "");
    String endpoint = own.isBlank() ? settings.text(Setting.S3_ENDPOINT).orElse("") : own.strip();
    try {
      return Bucket.of(
          place,
          settings.required(Setting.REGION),
          endpoint.isEmpty() ? null : URI.create(endpoint));
    } catch (IllegalArgumentException wrong) {
      throw new Problem(
          Exit.USAGE,
          place,
          String.valueOf(wrong.getMessage()),
          "Give a folder, or a bucket like s3://exports/delphi.",
          wrong);
    }
  }
}
