package delphi.jobs.store.dynamodb;

import delphi.jobs.store.StoreSetup.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** How a table that is there looks beside the {@link Shape} that we would have given it. */
final class Comparison {
  private Comparison() {}

  /** The same finding for the table, each of its indexes, and its time to live. */
  static List<Finding> allOf(Shape shape, Finding.Kind kind) {
    List<Finding> findings = new ArrayList<>();
    findings.add(new Finding(shape.table(), kind, "keys " + shape.keys()));
    for (Shape.Index index : shape.indexes()) {
      findings.add(new Finding(name(shape, index), kind, "keys " + index.keys()));
    }
    if (shape.ttl() != null) {
      findings.add(new Finding(ttlName(shape), kind, "rows go after the time in " + shape.ttl()));
    }
    return findings;
  }

  static List<Finding> findings(
      Shape shape, TableDescription table, Optional<TimeToLiveDescription> ttl) {
    List<Finding> findings = new ArrayList<>();
    findings.add(table(shape, table));
    for (Shape.Index index : shape.indexes()) {
      findings.add(index(shape, index, table));
    }
    ttl.ifPresent(found -> findings.add(timeToLive(shape, found)));
    return findings;
  }

  private static Finding table(Shape shape, TableDescription table) {
    if (!shape.keys().match(table.keySchema(), table.attributeDefinitions())) {
      return new Finding(
          shape.table(),
          Finding.Kind.DIFFERENT,
          "has other keys than " + shape.keys() + "; use another name with --table");
    }
    return table.tableStatus() == TableStatus.ACTIVE
        ? new Finding(shape.table(), Finding.Kind.PRESENT, "keys " + shape.keys())
        : new Finding(
            shape.table(), Finding.Kind.DIFFERENT, "is " + table.tableStatusAsString() + " now");
  }

  private static Finding index(Shape shape, Shape.Index index, TableDescription table) {
    String name = name(shape, index);
    return table.globalSecondaryIndexes().stream()
        .filter(found -> found.indexName().equals(index.name()))
        .findFirst()
        .map(found -> index(name, index, found, table.attributeDefinitions()))
        .orElseGet(() ->
            new Finding(
                name,
                Finding.Kind.ABSENT,
                "keys " + index.keys() + "; " + index.need() + ". Not added: the table is old"));
  }

  private static Finding index(
      String name,
      Shape.Index index,
      GlobalSecondaryIndexDescription found,
      List<AttributeDefinition> types) {
    if (!index.keys().match(found.keySchema(), types)) {
      return new Finding(name, Finding.Kind.DIFFERENT, "has other keys than " + index.keys());
    }
    if (found.projection().projectionType() != ProjectionType.ALL) {
      return new Finding(
          name, Finding.Kind.DIFFERENT, "does not hold all attributes, so rows come incomplete");
    }
    return found.indexStatus() == IndexStatus.ACTIVE
        ? new Finding(name, Finding.Kind.PRESENT, "keys " + index.keys())
        : new Finding(name, Finding.Kind.DIFFERENT, "is " + found.indexStatusAsString() + " now");
  }

  private static Finding timeToLive(Shape shape, TimeToLiveDescription found) {
    boolean isOn =
        found.timeToLiveStatus() == TimeToLiveStatus.ENABLED
            || found.timeToLiveStatus() == TimeToLiveStatus.ENABLING;
    boolean isOurs = isOn && found.attributeName().equals(shape.ttl());
    return isOurs
        ? new Finding(
            ttlName(shape), Finding.Kind.PRESENT, "rows go after the time in " + shape.ttl())
        : new Finding(
            ttlName(shape),
            Finding.Kind.ABSENT,
            "old rows stay for ever; switch time to live on for " + shape.ttl());
  }

  private static String name(Shape shape, Shape.Index index) {
    return shape.table() + "/" + index.name();
  }

  private static String ttlName(Shape shape) {
    return shape.table() + "/TTL";
  }
}
