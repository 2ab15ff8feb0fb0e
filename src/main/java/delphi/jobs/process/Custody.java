package delphi.jobs.process;

/**
 * How a command was held, from its start until nothing of it was left.
 *
 * @param containment the rung that held it, in a word; empty when nothing did
 * @param exitConfirmed whether it is proved, not supposed, that nothing it started still lives
 */
public record Custody(String containment, boolean exitConfirmed, Usage usage) {}
