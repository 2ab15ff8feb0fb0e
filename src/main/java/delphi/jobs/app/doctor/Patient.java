package delphi.jobs.app.doctor;

import delphi.jobs.handler.HandlerSettings;
import java.time.InstantSource;
import java.util.Map;

/**
 * An installation, as far as it is known before anybody looks.
 *
 * @param environment of this process
 * @param handlers how scripts are run
 * @param clock this host's
 */
public record Patient(
    Program program,
    Terms terms,
    HandlerSettings handlers,
    Map<String, String> environment,
    Machine machine,
    Place place,
    InstantSource clock) {
  public Patient {
    environment = Map.copyOf(environment);
  }

  public Patient with(Program other) {
    return new Patient(other, terms, handlers, environment, machine, place, clock);
  }

  public Patient with(Terms other) {
    return new Patient(program, other, handlers, environment, machine, place, clock);
  }

  public Patient with(HandlerSettings other) {
    return new Patient(program, terms, other, environment, machine, place, clock);
  }

  public Patient with(Map<String, String> other) {
    return new Patient(program, terms, handlers, other, machine, place, clock);
  }

  public Patient with(Machine other) {
    return new Patient(program, terms, handlers, environment, other, place, clock);
  }

  public Patient with(Place other) {
    return new Patient(program, terms, handlers, environment, machine, other, clock);
  }

  /** The value of a variable; empty when it is not set. */
  String variable(String name) {
    return environment.getOrDefault(name, "").strip();
  }
}
