package delphi.jobs.handler;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which values of an environment nobody may read in a log, a result or a row: those of variables
 * that are called as secrets are, and passwords inside of addresses.
 */
public final class Secrets {
  private static final Names NAMES =
      Names.inAnyCase(
          "*SECRET*",
          "*PASSWORD*",
          "*PASSWD*",
          "*PASSPHRASE*",
          "*_PASS",
          "*TOKEN*",
          "*API_KEY*",
          "*APIKEY*",
          "*ACCESS_KEY",
          "*PRIVATE_KEY*",
          "*CREDENTIAL*",
          "*_DSN");

  /** What we say of the job ourselves, and no secret. */
  private static final String FENCE = "DELPHI_FENCE_TOKEN";

  private static final Pattern IN_ADDRESS = Pattern.compile("://[^/@\\s:]*:([^/@\\s]+)@");

  private Secrets() {}

  /** Whether what is called so is a secret. */
  public static boolean isName(String name) {
    return NAMES.contain(name) && !name.equals(FENCE);
  }

  /** The secrets among these variables, as they are and as they stand in an address. */
  public static List<String> in(Map<String, String> environment) {
    List<String> found = new ArrayList<>();
    environment.forEach((name, value) -> {
      if (isName(name)) {
        found.add(value);
      }
      Matcher address = IN_ADDRESS.matcher(value);
      while (address.find()) {
        found.add(address.group(1));
      }
    });
    Set<String> all = new LinkedHashSet<>(found);
    found.forEach(secret -> all.add(URLEncoder.encode(secret, StandardCharsets.UTF_8)));
    return List.copyOf(all);
  }
}
