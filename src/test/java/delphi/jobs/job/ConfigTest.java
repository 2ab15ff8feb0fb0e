package delphi.jobs.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConfigTest {
  @Test
  void aPlainValueIsGivenAsText() {
    Config config =
        new Config(Map.of("text", "a", "whole", 100L, "part", new BigDecimal("0.5"), "yes", true));

    assertThat(config.text("text")).contains("a");
    assertThat(config.text("whole")).contains("100");
    assertThat(config.text("part")).contains("0.5");
    assertThat(config.text("yes")).contains("true");
  }

  @Test
  @SuppressWarnings("NullAway") // a class file does not say that the tree's values may be null
  void whatIsNoPlainValueIsEmpty() {
    Map<String, @Nullable Object> tree = new HashMap<>();
    tree.put("map", Map.of());
    tree.put("list", List.of("a"));
    tree.put("null", null);
    Config config = new Config(tree);

    assertThat(config.text("map")).isEmpty();
    assertThat(config.text("list")).isEmpty();
    assertThat(config.text("null")).isEmpty();
    assertThat(config.text("absent")).isEmpty();
  }

  @Test
  void theFirstStageOfANameGivesItsSettings() {
    Config config =
        new Config(
            Map.of(
                "stages",
                List.of(
                    "no stage",
                    Map.of("stage", "PCA"),
                    Map.of("stage", "PCA", "config", Map.of("batch_size", 10)),
                    Map.of("stage", "UMAP", "config", Map.of("batch_size", 20)),
                    Map.of("stage", "UMAP", "config", Map.of("batch_size", 30)))));

    assertThat(config.stage("UMAP").orElseThrow().text("batch_size")).contains("20");
    assertThat(config.stage("UMAP", "PCA").orElseThrow().text("batch_size")).contains("10");
    assertThat(config.stage("OTHER")).isEmpty();
  }

  @Test
  void withoutStagesThereIsNone() {
    assertThat(Config.EMPTY.stage("PCA")).isEmpty();
    assertThat(new Config(Map.of("stages", "PCA")).stage("PCA")).isEmpty();
  }

  @Test
  void aTreeDoesNotChangeAfterwards() {
    List<Object> list = new ArrayList<>(List.of("a"));
    Map<String, Object> inner = new HashMap<>(Map.of("list", list));
    Config config = new Config(new HashMap<>(Map.of("inner", inner)));
    list.add("b");
    inner.put("more", "c");

    assertThat(config.tree()).isEqualTo(Map.of("inner", Map.of("list", List.of("a"))));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> config.tree().put("x", "y"));
  }
}
