package delphi.jobs.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import delphi.jobs.cost.UnitsBook.Entry;
import delphi.jobs.cost.UnitsBook.Kind;
import delphi.jobs.cost.UnitsBook.Use;
import org.junit.jupiter.api.Test;

/** Whose units are whose. */
class TabTest {
  private static final Use RENEWAL = new Use("UpdateItem", "jobs", "", Kind.WRITE);
  private static final Use LOOK = new Use("Query", "jobs", "StatusCreatedIndex", Kind.READ);

  private final UnitsBook book = new UnitsBook();

  @Test
  void whatIsUsedForAJobIsChargedToItsTabAndToTheProcess() {
    Tab one = new Tab();
    Tab other = new Tab();

    one.during(() -> {
      book.add(RENEWAL, 5);
      book.add(LOOK, 0.5);
    });
    other.during(() -> book.add(RENEWAL, 2));
    book.add(LOOK, 1.5);

    assertThat(one.units()).isEqualTo(new Units(0.5, 5));
    assertThat(other.units()).isEqualTo(new Units(0, 2));
    assertThat(book.total()).isEqualTo(new Units(2, 7));
    assertThat(book.entries()).containsExactly(new Entry(LOOK, 2), new Entry(RENEWAL, 7));
  }

  @Test
  void whoHelpsOnAnotherThreadChargesTheTabThatItWasGiven() throws InterruptedException {
    Tab tab = new Tab();
    tab.during(() -> assertThat(Tab.current()).isSameAs(tab));

    Thread helper = Thread.ofVirtual().start(() -> tab.during(() -> book.add(RENEWAL, 1)));
    helper.join();
    Thread stranger = Thread.ofVirtual().start(() -> book.add(RENEWAL, 4));
    stranger.join();

    assertThat(tab.units()).isEqualTo(new Units(0, 1));
  }

  @Test
  void withoutATabNobodyIsCharged() {
    Tab nobodys = Tab.current();
    book.add(RENEWAL, 3);

    assertThat(nobodys.units().isNone()).isTrue();
    assertThat(book.total().write()).isEqualTo(3);
  }

  @Test
  void unitsAreNeverNegativeNorNothingOfTheKind() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Units(-0.5, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Units(0, Double.NaN));
  }
}
