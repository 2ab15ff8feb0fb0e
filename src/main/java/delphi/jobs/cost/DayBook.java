package delphi.jobs.cost;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * What was spent and ordered in a day, as a text of the register: {@code USD=1.23 orders=3
 * settled=1 by=…}.
 *
 * @param orders for which something was reserved
 * @param settled how many of them have told since what they have cost
 * @param by whose entry is the newest; makes each text one of its own, so that whoever finds it
 *     there after an answer that got lost knows that it is theirs
 */
record DayBook(SortedMap<String, BigDecimal> spent, long orders, long settled, String by) {
  static final DayBook EMPTY = new DayBook(new TreeMap<>(), 0, 0, "");

  private static final String ORDERS = "orders";
  private static final String SETTLED = "settled";
  private static final String BY = "by";

  DayBook {
    spent = Collections.unmodifiableSortedMap(new TreeMap<>(spent));
  }

  DayBook with(Map<String, BigDecimal> more, boolean settles, String entry) {
    return new DayBook(Sum.added(spent, more), orders, settled + (settles ? 1 : 0), entry);
  }

  DayBook ordered(int more, String entry) {
    return new DayBook(spent, Math.max(0, orders + more), settled, entry);
  }

  /** Orders whose cost nobody knows. */
  long open() {
    return Math.max(0, orders - settled);
  }

  BigDecimal spent(String currency) {
    return spent.getOrDefault(currency, BigDecimal.ZERO);
  }

  String text() {
    StringJoiner text = new StringJoiner(" ");
    spent.forEach((currency, amount) -> text.add(currency + "=" + amount.toPlainString()));
    text.add(ORDERS + "=" + orders).add(SETTLED + "=" + settled).add(BY + "=" + by);
    return text.toString();
  }

  /** Empty for a text that a newer version has written. */
  static Optional<DayBook> parse(String text) {
    SortedMap<String, BigDecimal> spent = new TreeMap<>();
    long orders = 0;
    long settled = 0;
    String by = "";
    try {
      for (String part : text.split(" ", -1)) {
        int sign = part.indexOf('=');
        String name = part.substring(0, Math.max(0, sign));
        String value = part.substring(sign + 1);
        switch (name) {
          case ORDERS -> orders = Long.parseLong(value);
          case SETTLED -> settled = Long.parseLong(value);
          case BY -> by = value;
          default -> spent.put(name, new BigDecimal(value));
        }
      }
      return Optional.of(new DayBook(spent, orders, settled, by));
    } catch (NumberFormatException another) {
      return Optional.empty();
    }
  }
}
