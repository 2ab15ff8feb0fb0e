package delphi.jobs.store.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every register must do: the test of an adapter extends this. */
public abstract class RegisterContract {
  private static final Instant LATER = Instant.parse("2036-11-22T12:00:00Z");
  private static final int MANY = 8;

  private final String name = "seat#" + UUID.randomUUID();

  protected abstract Register register() throws Exception;

  @Test
  void whatIsKeptIsFound() throws Exception {
    assertThat(register().find(name)).isEmpty();

    assertThat(register().keep(name, null, "3 Füße 🎈", LATER)).isEqualTo(new Kept.Done());

    assertThat(register().find(name)).contains("3 Füße 🎈");
    assertThat(register().find(name + "x")).isEmpty();
  }

  @Test
  void aTextIsReplacedOnlyByWhoHasReadIt() throws Exception {
    register().keep(name, null, "one", LATER);

    assertThat(register().keep(name, null, "two", LATER)).isEqualTo(new Kept.Changed());
    assertThat(register().keep(name, "zero", "two", LATER)).isEqualTo(new Kept.Changed());
    assertThat(register().find(name)).contains("one");

    assertThat(register().keep(name, "one", "two", LATER)).isEqualTo(new Kept.Done());
    assertThat(register().find(name)).contains("two");
    assertThat(register().keep("not-" + name, "one", "two", LATER)).isEqualTo(new Kept.Changed());
  }

  @Test
  void theSameRequestAgainIsAsGoodAsOnce() throws Exception {
    register().keep(name, null, "one", LATER);

    assertThat(register().keep(name, null, "one", LATER)).isEqualTo(new Kept.Done());
    assertThat(register().keep(name, "zero", "one", LATER)).isEqualTo(new Kept.Done());
  }

  @Test
  void ofManyAtOnceOneWins() throws Exception {
    Register register = register();
    List<Callable<Kept>> all =
        IntStream.range(0, MANY)
            .mapToObj(i -> (Callable<Kept>) () -> register.keep(name, null, "text " + i, LATER))
            .toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long done = 0;
      for (Future<Kept> one : threads.invokeAll(all)) {
        done += one.get() instanceof Kept.Done ? 1 : 0;
      }
      assertThat(done).isEqualTo(1);
    }
  }
}
