package delphi.jobs.store.journal;

/** What became of an entry of the {@link OrderBook}. */
public sealed interface Booked {
  /** It is in the book, by this request or by an earlier try of the same one. */
  record Done() implements Booked {}

  /** Another one is there. */
  record Taken(OrderEntry there) implements Booked {}

  /** Nobody knows whether it is in the book; the same request may be tried again. */
  record Unclear(String why) implements Booked {}

  /** The book takes nothing from us: there is none, or no right to it. */
  record Refused(String why, String remedy) implements Booked {}
}
