package delphi.jobs.engine;

/** Hears what the engine does. Called on many threads; must be quick and must not fail. */
@FunctionalInterface
public interface EngineListener {
  void hear(EngineEvent event);
}
