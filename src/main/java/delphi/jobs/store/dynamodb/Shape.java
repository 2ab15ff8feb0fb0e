package delphi.jobs.store.dynamodb;

import delphi.jobs.store.row.Name;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * How a table of ours is keyed and indexed.
 *
 * @param ttl the attribute after whose time a row goes; null for rows that stay
 */
record Shape(String table, Keys keys, List<Index> indexes, @Nullable String ttl) {
  static final String STATUS_INDEX = "StatusCreatedIndex";
  static final String CONVERSATION_INDEX = "ConversationIndex";

  Shape {
    indexes = List.copyOf(indexes);
  }

  /** CONTRACT §1. */
  static Shape jobs(String table) {
    return new Shape(
        table,
        new Keys(text(Name.JOB_ID), null),
        List.of(
            new Index(
                STATUS_INDEX,
                new Keys(text(Name.STATUS), text(Name.CREATED_AT)),
                "without it no waiting job is found"),
            new Index(
                CONVERSATION_INDEX,
                new Keys(text(Name.CONVERSATION_ID), text(Name.CREATED_AT)),
                "without it a list by conversation reads the whole table"),
            new Index(
                "JobTypeIndex",
                new Keys(text(Name.JOB_TYPE), number(Name.PRIORITY)),
                "we do without it, other programs may not"),
            new Index(
                "WorkerStatusIndex",
                new Keys(text(Name.WORKER_ID), text(Name.STATUS)),
                "we do without it, other programs may not")),
        null);
  }

  /** CONTRACT §6. */
  static Shape journal(String table) {
    return new Shape(
        table,
        new Keys(text(Name.JOB_ID), text(DynamoJournal.ENTRY)),
        List.of(),
        DynamoJournal.EXPIRES_AT);
  }

  /** Every attribute that is a key of something, each once, as DynamoDB wants them told. */
  List<AttributeDefinition> attributes() {
    Map<String, AttributeDefinition> attributes = new LinkedHashMap<>();
    keys.addTo(attributes);
    indexes.forEach(index -> index.keys().addTo(attributes));
    return List.copyOf(attributes.values());
  }

  private static AttributeDefinition text(String name) {
    return attribute(name, ScalarAttributeType.S);
  }

  private static AttributeDefinition number(String name) {
    return attribute(name, ScalarAttributeType.N);
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  /**
   * An index with all attributes projected.
   *
   * @param need what it means when it is missing
   */
  record Index(String name, Keys keys, String need) {}

  /** A hash key, and what rows with the same one are sorted by. */
  record Keys(AttributeDefinition hash, @Nullable AttributeDefinition range) {
    List<KeySchemaElement> schema() {
      KeySchemaElement first = element(hash, KeyType.HASH);
      return range == null ? List.of(first) : List.of(first, element(range, KeyType.RANGE));
    }

    /** Whether these are the keys, of the types that the table says its attributes have. */
    boolean match(List<KeySchemaElement> schema, List<AttributeDefinition> types) {
      return List.copyOf(schema).equals(schema())
          && types.contains(hash)
          && (range == null || types.contains(range));
    }

    @Override
    public String toString() {
      return range == null ? words(hash) : words(hash) + ", " + words(range);
    }

    private void addTo(Map<String, AttributeDefinition> attributes) {
      attributes.put(hash.attributeName(), hash);
      if (range != null) {
        attributes.put(range.attributeName(), range);
      }
    }

    private static KeySchemaElement element(AttributeDefinition attribute, KeyType type) {
      return KeySchemaElement.builder()
          .attributeName(attribute.attributeName())
          .keyType(type)
          .build();
    }

    private static String words(AttributeDefinition attribute) {
      return attribute.attributeName() + " " + attribute.attributeTypeAsString();
    }
  }
}
