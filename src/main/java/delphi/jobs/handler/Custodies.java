package delphi.jobs.handler;

import delphi.jobs.process.Custody;
import delphi.jobs.process.Usage;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** What results say of how a process was held and what it has used; nothing that is not known. */
final class Custodies {
  private Custodies() {}

  /** As JSON values. */
  static Map<String, Object> facts(Custody custody) {
    Map<String, Object> facts = new LinkedHashMap<>();
    if (!custody.containment().isEmpty()) {
      facts.put("containment", custody.containment());
    }
    Usage usage = custody.usage();
    if (usage.peakMemoryBytes() > 0) {
      facts.put("peak_memory_bytes", usage.peakMemoryBytes());
      facts.put("cpu_seconds", BigDecimal.valueOf(usage.cpu().toMillis(), 3));
      facts.put("usage_measured", usage.isCounted() ? "cgroup" : "sampled");
    }
    if (usage.outOfMemoryKills() > 0) {
      facts.put("out_of_memory_kills", usage.outOfMemoryKills());
    }
    return facts;
  }
}
