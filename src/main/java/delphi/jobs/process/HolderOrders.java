package delphi.jobs.process;

/**
 * What a holder is told when it starts.
 *
 * @param way how it is to hold, in its own words
 * @param deadlineNanos until when the command may live if nobody says otherwise
 * @param mark a variable of all that the command starts will have it; empty for none
 * @param groups the control groups to make for it, in the words of the program
 */
record HolderOrders(String way, long deadlineNanos, String mark, String groups) {}
