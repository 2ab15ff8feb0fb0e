package delphi.jobs.explain;

/** One fact that a reason rests on. */
public record Evidence(String name, String value) {}
