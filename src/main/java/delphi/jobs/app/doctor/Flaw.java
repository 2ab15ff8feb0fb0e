package delphi.jobs.app.doctor;

/** Something that the settings' own reader has found wrong, and its remedy, in whole sentences. */
public record Flaw(String what, String remedy) {}
