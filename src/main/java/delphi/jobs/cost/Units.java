package delphi.jobs.cost;

/**
 * Capacity of a table, in DynamoDB's units; a store without a wire uses none.
 *
 * @param read half a unit for 4 KB, a whole one where the read is consistent
 * @param write a unit for each KB, in the table and in each index
 */
public record Units(double read, double write) {
  public static final Units NONE = new Units(0, 0);

  public Units {
    if (!(read >= 0 && write >= 0)) {
      throw new IllegalArgumentException("units are not negative: " + read + ", " + write);
    }
  }

  public Units plus(Units more) {
    return new Units(read + more.read, write + more.write);
  }

  public boolean isNone() {
    return read == 0 && write == 0;
  }
}
