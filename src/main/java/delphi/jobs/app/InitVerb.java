package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.PlainJson;
import delphi.jobs.store.StoreSetup.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes what a store needs, or looks whether it is there. */
@Command(name = "init", description = "Create or verify the table of jobs and its companion.")
final class InitVerb implements Verb {
  @Option(names = "--dry-run", description = "Only look.")
  private boolean dryRun;

  @Override
  public Exit run(Session session) {
    List<Finding> findings = session.stores().withSetup(setup -> setup.prepare(dryRun));
    if (session.globals().json()) {
      session.print(PlainJson.of(findings.stream().map(InitVerb::object).toList()));
    } else {
      Grid grid = new Grid("NAME", "FOUND", "DETAIL");
      for (Finding finding : findings) {
        grid.row(
            new Grid.Cell(finding.name()),
            new Grid.Cell(finding.kind().name(), paint(finding.kind())),
            new Grid.Cell(finding.detail()));
      }
      grid.print(session.console());
    }
    boolean wrong = findings.stream().anyMatch(each -> each.kind() == Finding.Kind.DIFFERENT);
    return wrong ? Exit.CONFLICT : Exit.OK;
  }

  private static Map<String, @Nullable Object> object(Finding finding) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("name", finding.name());
    object.put("found", finding.kind().name());
    object.put("detail", finding.detail());
    return object;
  }

  private static Paint paint(Finding.Kind kind) {
    return switch (kind) {
      case PRESENT, CREATED -> Paint.GOOD;
      case WOULD_CREATE -> Paint.BUSY;
      case ABSENT -> Paint.WAITING;
      case DIFFERENT -> Paint.BAD;
    };
  }
}
