package delphi.jobs.process;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A holder's hands, before the command is in them.
 *
 * @param program what starts it
 */
record HolderPlace(
    List<String> program, HolderOrders orders, HolderLine line, HolderReport report, Reach reach)
    implements Containment.Place {

  @Override
  public List<String> around(List<String> argv) {
    List<String> inside = new ArrayList<>(program);
    inside.add(report.sink());
    inside.add(orders.way());
    inside.add(Long.toString(orders.deadlineNanos()));
    inside.add(orders.mark());
    inside.add(orders.groups());
    inside.addAll(argv);
    return inside;
  }

  @Override
  public File input() {
    return line.input();
  }

  @Override
  public Containment.Tree tree(Process leader) throws IOException {
    line.handOver();
    // A leader that ends without having opened its end of the report leaves ours as the last.
    var _ = leader.onExit().thenRun(report::handOver);
    try {
      HolderReport.Started started = report.awaitStart();
      report.nameThread(started.command());
      return new HeldTree(leader, started, line, report, reach);
    } catch (IOException e) {
      line.close();
      leader.destroyForcibly();
      reach.forget();
      throw e;
    }
  }

  @Override
  public void discard() {
    line.handOver();
    line.close();
    report.close();
  }
}
