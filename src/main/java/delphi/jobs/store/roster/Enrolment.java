package delphi.jobs.store.roster;

/** Where a poller publishes itself, and what it says of the program that it is. */
public record Enrolment(Roster roster, Program program) {}
