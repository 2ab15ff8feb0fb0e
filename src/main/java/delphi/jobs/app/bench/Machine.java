package delphi.jobs.app.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where a measurement was made.
 *
 * @param processor as the system names it
 * @param memoryMegabytes of the machine
 * @param heapMegabytes that this JVM may use
 * @param loadBefore runnable tasks in the minute before, on average; negative when unknown
 * @param loadAfter the same for the last minute of the measurement
 */
public record Machine(
    int cores,
    String processor,
    long memoryMegabytes,
    long heapMegabytes,
    String system,
    String java,
    double loadBefore,
    double loadAfter) {
  private static final com.sun.management.OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final String MODEL = "model name";

  static Machine here() {
    return new Machine(
        SYSTEM.getAvailableProcessors(),
        processorName(),
        SYSTEM.getTotalMemorySize() >> 20,
        Runtime.getRuntime().maxMemory() >> 20,
        SYSTEM.getName() + " " + SYSTEM.getVersion() + " " + SYSTEM.getArch(),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        SYSTEM.getSystemLoadAverage(),
        -1);
  }

  /** The same machine at the end of the measurement. */
  Machine after() {
    return new Machine(
        cores,
        processor,
        memoryMegabytes,
        heapMegabytes,
        system,
        java,
        loadBefore,
        SYSTEM.getSystemLoadAverage());
  }

  /** In one line. */
  public String words() {
    return String.format(
        Locale.ROOT,
        "%d cores (%s), %,d MB, %s, %s with %,d MB of heap; load %.1f before, %.1f after",
        cores,
        processor,
        memoryMegabytes,
        system,
        java,
        heapMegabytes,
        loadBefore,
        loadAfter);
  }

  private static String processorName() {
    try (Stream<String> lines = Files.lines(PROCESSORS)) {
      return lines
          .filter(line -> line.startsWith(MODEL))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException notLinux) {
      return "unknown";
    }
  }
}
