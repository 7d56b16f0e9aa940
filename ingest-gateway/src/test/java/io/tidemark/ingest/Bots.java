package io.tidemark.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.ingest.enrich.Enrichment;
import io.tidemark.schemas.event.Decoded;
import io.tidemark.schemas.event.Event;
import io.tidemark.schemas.event.EventDefaults;
import io.tidemark.schemas.event.EventReader;
import io.tidemark.schemas.event.EventWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;

/** A gateway to which every browser is a bot. */
final class Bots {
  private static final ObjectMapper JSON = new ObjectMapper();

  static GatewayUnderTest gateway() {
    Enrichment marks = (event, sender) -> sender.browserDoor() ? marked(event) : event;
    return new GatewayUnderTest(GatewayUnderTest.config("default", Set.of(), 100, 1 << 20), marks);
  }

  private static Event marked(Event event) {
    try {
      ObjectNode json = (ObjectNode) JSON.readTree(new EventWriter().write(event));
      byte[] bytes = JSON.writeValueAsBytes(json.put("bot", "test"));
      Decoded decoded = new EventReader().read(bytes, new EventDefaults(null, Long.MAX_VALUE / 2));
      return ((Decoded.Accepted) decoded).event();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Bots() {}
}
