package delphi.jobs.store.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecipeTest {
  private static final Path APP = Path.of("/app");

  @Test
  void whatIsWrittenIsRead() {
    Recipe recipe = Recipe.of(List.of("./run.sh", "--zid=\"4\" ü"), APP, List.of("PATH", "HOME"));

    assertThat(Recipe.read(recipe.text())).contains(recipe);
    assertThat(recipe.variables()).containsExactly("HOME", "PATH");
    assertThat(Recipe.read("{}")).isEmpty();
    assertThat(Recipe.read("no JSON")).isEmpty();
  }

  @Test
  void aSecretIsWrittenAsTheNameOfItsVariableOrNotAtAll() {
    Recipe recipe =
        Recipe.of(List.of("run", "--key=canary-one", "--url=x:canary-two@y"), APP, List.of());

    assertThat(
            recipe
                .hiding(List.of("canary-one", "canary-two"), Map.of("MY_KEY", "canary-one"))
                .argv())
        .containsExactly("run", "--key=${MY_KEY}", "--url=x:********@y");
  }

  @Test
  void whatIsTooLongIsLeftOutAndThatIsSaid() {
    List<String> many = List.of("V".repeat(5_000));

    Recipe shorter = Recipe.read(Recipe.of(List.of("run"), APP, many).text()).orElseThrow();

    assertThat(shorter.whole()).isFalse();
    assertThat(shorter.argv()).containsExactly("run");
    assertThat(shorter.variables()).isEmpty();
    assertThat(Recipe.read(Recipe.of(many, APP, List.of()).text())).isEmpty();
  }
}
