package delphi.jobs.service;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The socket on which systemd hears its services (sd_notify(3)); of Linux alone. Java has Unix
 * sockets but no datagrams over them, so the calls are the C library's.
 */
public final class NotifySocket implements AutoCloseable {
  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 1 << 19;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int MSG_NOSIGNAL = 0x4000;

  /** What {@code sun_path} holds; a path needs a zero byte behind it. */
  private static final int PATH_BYTES = 108;

  private static final int FAMILY_BYTES = 2;

  private static final MethodHandle SOCKET =
      function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle SENDTO =
      function(
          "sendto",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle CLOSE =
      function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private final byte[] address;
  private final int descriptor;

  private NotifySocket(byte[] address, int descriptor) {
    this.address = address;
    this.descriptor = descriptor;
  }

  /**
   * Opens one.
   *
   * @param name as in {@code NOTIFY_SOCKET}: a path, or {@code @} and an abstract name
   * @throws IllegalArgumentException if it is neither, or too long
   * @throws IOException if the system gives no socket
   */
  public static NotifySocket open(String name) throws IOException {
    byte[] address = address(name);
    int descriptor;
    try {
      descriptor = (int) SOCKET.invokeExact(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    } catch (Throwable e) {
      throw new AssertionError("socket(2) could not be called", e);
    }
    if (descriptor < 0) {
      throw new IOException("no socket could be made");
    }
    return new NotifySocket(address, descriptor);
  }

  /**
   * Sends a few {@code NAME=value} lines, and waits for nobody.
   *
   * @return whether they are on their way; not, when nobody listens or there is no room
   */
  public boolean send(String lines) {
    try (Arena arena = Arena.ofConfined()) {
      byte[] bytes = lines.getBytes(UTF_8);
      MemorySegment text = arena.allocateFrom(JAVA_BYTE, bytes);
      MemorySegment to = arena.allocate(FAMILY_BYTES + PATH_BYTES, Short.BYTES);
      to.set(JAVA_SHORT, 0, (short) AF_UNIX);
      MemorySegment.copy(address, 0, to, JAVA_BYTE, FAMILY_BYTES, address.length);
      long length = bytes.length;
      return (long)
              SENDTO.invokeExact(
                  descriptor,
                  text,
                  length,
                  MSG_DONTWAIT | MSG_NOSIGNAL,
                  to,
                  FAMILY_BYTES + address.length)
          == length;
    } catch (Throwable e) {
      throw new AssertionError("sendto(2) could not be called", e);
    }
  }

  @Override
  public void close() {
    try {
      // The answer says nothing that could be acted on: the descriptor is gone in any case.
      int ignored = (int) CLOSE.invokeExact(descriptor);
    } catch (Throwable e) {
      throw new AssertionError("close(2) could not be called", e);
    }
  }

  /** An abstract name begins with a zero byte and ends with its length, a path with a zero byte. */
  private static byte[] address(String name) {
    boolean isAbstract = name.startsWith("@");
    if (!isAbstract && !name.startsWith("/")) {
      throw new IllegalArgumentException(
          "it is neither an absolute path nor @ and an abstract name");
    }
    byte[] bytes = (isAbstract ? "\0" + name.substring(1) : name + "\0").getBytes(UTF_8);
    if (bytes.length > PATH_BYTES) {
      throw new IllegalArgumentException("it is longer than a socket's name can be");
    }
    return bytes;
  }

  @SuppressWarnings("restricted") // the manifest and the launcher allow native access
  private static MethodHandle function(String name, FunctionDescriptor shape) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), shape);
  }
}
