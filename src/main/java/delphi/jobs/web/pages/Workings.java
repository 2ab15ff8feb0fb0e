package delphi.jobs.web.pages;

import delphi.jobs.desk.MigrationLook;
import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.migration.Comparison;
import java.util.List;
import java.util.function.Supplier;

/**
 * How jobs are run here, and how far an installation has come from older pollers: what no row of
 * the table says.
 *
 * @param rules limits and retries, as this program is set
 * @param migration what a poller of ours would find; throws a {@link
 *     delphi.jobs.store.StoreException} if there is no answer
 * @param comparison what both fleets have made of the newest jobs; the same
 */
public record Workings(
    HandlerRegistry handlers,
    List<Fact> rules,
    Supplier<MigrationLook.Found> migration,
    Supplier<Comparison> comparison) {
  public Workings {
    rules = List.copyOf(rules);
  }
}
