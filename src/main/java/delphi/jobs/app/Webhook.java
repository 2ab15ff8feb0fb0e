package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import delphi.jobs.ops.hook.HookSettings;
import delphi.jobs.ops.hook.Occasion;
import delphi.jobs.ops.hook.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where messages about jobs go, out of the settings. */
final class Webhook {
  private Webhook() {}

  /** Empty when none are to be sent. */
  static Optional<HookSettings> settings(Settings settings) {
    return settings
        .text(Setting.WEBHOOK_URL)
        .map(URI::create)
        .map(to ->
            new HookSettings(to, occasions(settings), secret(settings), HookSettings.Pace.USUAL));
  }

  private static Set<Occasion> occasions(Settings settings) {
    return settings.names(Setting.WEBHOOK_EVENTS).stream()
        .flatMap(word -> Occasion.of(word).stream())
        .collect(Collectors.toSet());
  }

  private static @Nullable Secret secret(Settings settings) {
    return settings.text(Setting.WEBHOOK_SECRET_FILE).map(Webhook::secret).orElse(null);
  }

  private static Secret secret(String file) {
    try {
      return Secret.of(Files.readString(Path.of(file)));
    } catch (IOException unread) {
      throw refusal(file, "it cannot be read", unread);
    } catch (IllegalArgumentException unfit) {
      throw refusal(file, "it holds no secret of 16 bytes or more", unfit);
    }
  }

  private static Problem refusal(String file, String why, Exception cause) {
    return new Problem(
        Exit.CONFIGURATION,
        Setting.WEBHOOK_SECRET_FILE.variable() + "=" + file,
        why,
        "Name a file with at least 16 random bytes, or whsec_ and them in base 64.",
        cause);
  }
}
