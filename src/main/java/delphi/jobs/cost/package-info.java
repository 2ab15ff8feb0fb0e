/** What jobs cost: requests to the table, tokens, money; and the budgets that end it. */
@NullMarked
package delphi.jobs.cost;

import org.jspecify.annotations.NullMarked;
