package delphi.jobs.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What takes secrets out of text. */
class RedactionTest {
  private static final Redaction ONE = Redaction.of(List.of("sk-canary-4711"));

  @Test
  void aSecretIsStarsAndAllElseStays() {
    assertThat(ONE.hidden("key=sk-canary-4711, ok")).isEqualTo("key=**************, ok");
    assertThat(ONE.hidden("sk-canary-4711")).isEqualTo("*".repeat(14));
    assertThat(ONE.hidden("sk-canary-4711sk-canary-4711")).isEqualTo("*".repeat(28));
    assertThat(ONE.hidden("sk-canary-471")).isEqualTo("sk-canary-471");
    assertThat(ONE.hidden("")).isEmpty();
  }

  @Test
  void theLongestOfSeveralIsHiddenAndBytesAreNoLetters() {
    Redaction several = Redaction.of(List.of("pässwörter", "pässwört", "zzzzzzzzz"));

    assertThat(several.hidden("<pässwörter>")).isEqualTo("<" + "*".repeat(12) + ">");
    assertThat(several.hidden("<pässwört>")).isEqualTo("<" + "*".repeat(10) + ">");
  }

  @Test
  void whatIsShortIsNotHidden() {
    assertThat(Redaction.of(List.of("secret7", "", "\n")).hidden("secret7")).isEqualTo("secret7");
    assertThat(Redaction.of(List.of("secret78")).hidden("secret78")).isEqualTo("********");
  }

  @Test
  void eachLineOfASecretIsOne() {
    Redaction key = Redaction.of(List.of("-----BEGIN-----\nMIIEvQIBADANBg\nab\n-----END-----\n"));

    assertThat(key.hidden("log: MIIEvQIBADANBg")).isEqualTo("log: **************");
    assertThat(key.hidden("ab")).isEqualTo("ab");
  }

  @Test
  void nothingIsHiddenWhereThereIsNoSecret() {
    assertThat(Redaction.of(List.of()).hidden("anything at all")).isEqualTo("anything at all");
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 13})
  void thePieceThatACutHasLeftIsHidden(int piece) {
    byte[] line = ("key=" + "sk-canary-4711".substring(0, piece)).getBytes(UTF_8);

    ONE.hideCut(line, line.length);

    assertThat(new String(line, UTF_8)).isEqualTo("key=" + "*".repeat(piece));
  }

  @Test
  void itHidesExactlyWhatASlowSearchWouldHide() {
    long seed = Long.getLong("delphi.test.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      List<String> secrets = new ArrayList<>();
      for (int count = random.nextInt(5); count >= 0; count--) {
        secrets.add(text(random, 8 + random.nextInt(random.nextInt(10) == 0 ? 150 : 6)));
      }
      StringBuilder text = new StringBuilder();
      for (int parts = random.nextInt(6); parts >= 0; parts--) {
        text.append(text(random, random.nextInt(30)));
        text.append(secrets.get(random.nextInt(secrets.size())));
      }
      assertThat(Redaction.of(secrets).hidden(text.toString()))
          .as("replay with -Ddelphi.test.seed=%d", seed)
          .isEqualTo(slowly(secrets, text.toString()));
    }
  }

  /** From left to right, the longest first. */
  private static String slowly(List<String> secrets, String text) {
    List<String> longest =
        secrets.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
    StringBuilder hidden = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      String rest = text.substring(at);
      int length =
          longest.stream().filter(rest::startsWith).mapToInt(String::length).findFirst().orElse(0);
      hidden.append(length == 0 ? rest.substring(0, 1) : "*".repeat(length));
      at += Math.max(1, length);
    }
    return hidden.toString();
  }

  /** Of few letters, so that beginnings of secrets are everywhere. */
  private static String text(Random random, int length) {
    byte[] letters = new byte[length];
    for (int at = 0; at < length; at++) {
      letters[at] = (byte) ('a' + random.nextInt(2));
    }
    return new String(letters, ISO_8859_1);
  }
}
