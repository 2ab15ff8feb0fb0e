package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.cost.UnitsBook;
import delphi.jobs.cost.UnitsBook.Entry;
import delphi.jobs.cost.UnitsBook.Kind;
import delphi.jobs.cost.UnitsBook.Use;
import delphi.jobs.store.dynamodb.RequestListener.Capacity;
import delphi.jobs.store.dynamodb.RequestListener.Exchange;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What DynamoDB says of a request, in the book. */
class UnitsListenerTest {
  private final UnitsBook book = new UnitsBook();
  private final UnitsListener listener = new UnitsListener(book);

  @Test
  void aWriteIsEnteredForTheTableAndForEachIndex() {
    listener.answered(exchange("UpdateItem", new Capacity(1, Map.of("A", 2.0, "B", 1.0))));

    assertThat(book.entries())
        .containsExactly(
            new Entry(new Use("UpdateItem", "jobs", "", Kind.WRITE), 1),
            new Entry(new Use("UpdateItem", "jobs", "A", Kind.WRITE), 2),
            new Entry(new Use("UpdateItem", "jobs", "B", Kind.WRITE), 1));
  }

  @Test
  void lookingIsReadingAndAllElseIsWriting() {
    for (String look : new String[] {"GetItem", "Query", "Scan"}) {
      listener.answered(exchange(look, new Capacity(0.5, Map.of())));
    }
    for (String write : new String[] {"PutItem", "UpdateItem", "DeleteItem"}) {
      listener.answered(exchange(write, new Capacity(1, Map.of())));
    }

    assertThat(book.total().read()).isEqualTo(1.5);
    assertThat(book.total().write()).isEqualTo(3);
  }

  @Test
  void whatWasNotToldIsNotEntered() {
    listener.answered(exchange("UpdateItem", Capacity.UNKNOWN));

    assertThat(listener.asksForCapacity()).isTrue();
    assertThat(book.entries()).isEmpty();
  }

  private static Exchange exchange(String operation, Capacity capacity) {
    return new Exchange(operation, "jobs", "done", Duration.ofMillis(1), 1, capacity);
  }
}
