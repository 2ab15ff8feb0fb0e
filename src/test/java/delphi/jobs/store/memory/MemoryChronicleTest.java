package delphi.jobs.store.memory;

import delphi.jobs.store.chronicle.Chronicle;
import delphi.jobs.store.chronicle.ChronicleContract;

class MemoryChronicleTest extends ChronicleContract {
  private final Chronicle chronicle = new MemoryChronicle();

  @Override
  protected Chronicle chronicle() {
    return chronicle;
  }
}
