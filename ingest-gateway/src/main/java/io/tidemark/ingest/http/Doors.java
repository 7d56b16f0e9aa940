package io.tidemark.ingest.http;

import io.tidemark.ingest.dialect.EventBatch;
import io.tidemark.ingest.dialect.ManyPages;
import io.tidemark.ingest.dialect.Pixel;
import io.tidemark.ingest.dialect.Plausible;
import io.tidemark.ingest.dialect.SingleEvent;
import io.tidemark.ingest.dialect.SinglePage;
import io.tidemark.ingest.dialect.UmamiBatch;
import io.tidemark.ingest.dialect.UmamiSend;
import java.util.ArrayList;
import java.util.List;

/** The addresses for events, and what is spoken at each. */
final class Doors {
  private static final List<String> JSON = List.of("application/json", "text/plain");
  private static final List<String> JSON_OR_LINES =
      List.of("application/json", "text/plain", EventBatch.NDJSON);

  /**
   * All of them.
   *
   * @param eventBytes the largest body of one event
   * @param batchBytes the largest body of many
   */
  static List<Door> all(int eventBytes, int batchBytes) {
    EventBatch batch = new EventBatch();
    return List.of(
        new Door("/event", new SingleEvent(), JSON, eventBytes, true),
        new Door("/events", batch, JSON_OR_LINES, batchBytes, false),
        new Door("/events/batch", batch, JSON_OR_LINES, batchBytes, false),
        new Door("/page-views/single", new SinglePage(), JSON, eventBytes, false),
        new Door("/page-views/multi", new ManyPages(), JSON, batchBytes, false),
        new Door("/pixel.gif", new Pixel(), List.of(), 0, true),
        new Door("/api/event", new Plausible(), JSON, eventBytes, true),
        new Door("/api/send", new UmamiSend(), JSON, eventBytes, true),
        new Door("/api/batch", new UmamiBatch(), JSON, batchBytes, false));
  }

  /**
   * The same, and one more for single events where the tracker sends them elsewhere.
   *
   * @param tracker where it sends them
   */
  static List<Door> withTracker(int eventBytes, int batchBytes, String tracker) {
    List<Door> doors = new ArrayList<>(all(eventBytes, batchBytes));
    if (doors.stream().noneMatch(door -> door.path().equals(tracker))) {
      doors.add(new Door(tracker, new SingleEvent(), JSON, eventBytes, true));
    }
    return doors;
  }

  private Doors() {}
}
