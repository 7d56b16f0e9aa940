package io.tidemark.schemas.openapi;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/** The event's JSON Schema, ready for use in tests. */
public final class EventSchema {

  /** What validates events. */
  public static Schema load() {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(new String(ContractFile.EVENT_SCHEMA.bytes(), StandardCharsets.UTF_8));
  }

  /** The names of the fields it knows. */
  public static Set<String> names() {
    return new TreeSet<>(load().getSchemaNode().path("properties").propertyNames());
  }

  private EventSchema() {}
}
