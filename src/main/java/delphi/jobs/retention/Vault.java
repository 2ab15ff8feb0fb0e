package delphi.jobs.retention;

import java.io.IOException;

/** Where exported rows lie. What was put is there under its name, whole, or not at all. */
public interface Vault extends AutoCloseable {
  /** Puts something; when this returns it survives a loss of power. */
  void put(String name, byte[] content) throws IOException;

  /** Reads it back from where it lies. */
  byte[] get(String name) throws IOException;

  /** Lets it go; what was put stays. */
  @Override
  default void close() throws IOException {}
}
