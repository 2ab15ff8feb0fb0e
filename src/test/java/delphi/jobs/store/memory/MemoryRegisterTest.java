package delphi.jobs.store.memory;

import delphi.jobs.store.register.Register;
import delphi.jobs.store.register.RegisterContract;

class MemoryRegisterTest extends RegisterContract {
  private final Register register = new MemoryRegister();

  @Override
  protected Register register() {
    return register;
  }
}
