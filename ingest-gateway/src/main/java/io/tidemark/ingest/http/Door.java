package io.tidemark.ingest.http;

import io.tidemark.ingest.dialect.Dialect;
import java.util.List;

/**
 * One address for events.
 *
 * @param path where it is
 * @param dialect what is spoken there
 * @param mediaTypes of bodies; empty: it takes GET, and events are in the query
 * @param limitBytes the largest body
 * @param forBrowsers whether a visitor is derived from a browser's requests here, and these are
 *     judged as a bot's or not
 */
record Door(
    String path, Dialect dialect, List<String> mediaTypes, int limitBytes, boolean forBrowsers) {
  Door {
    mediaTypes = List.copyOf(mediaTypes);
  }

  /** Whether events are in the query, and there is no body. */
  boolean isGet() {
    return mediaTypes.isEmpty();
  }
}
