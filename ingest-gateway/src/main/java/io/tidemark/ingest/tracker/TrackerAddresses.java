package io.tidemark.ingest.tracker;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where the tracker is and where it sends its events, on the gateway. Names of one's own get past
 * lists of known trackers.
 *
 * @param script address of the script
 * @param endpoint address for its events; {@code /event} takes them in any case
 */
public record TrackerAddresses(String script, String endpoint) {
  /** What an address may look like: no dot begins a part of it, and nothing needs encoding. */
  public static final Pattern FORM =
      Pattern.compile("(?=.{1,200}$)(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+");

  private static final Set<String> TAKEN =
      Set.of(
          "/events",
          "/events/batch",
          "/page-views/single",
          "/page-views/multi",
          "/pixel.gif",
          "/api/event",
          "/api/send",
          "/api/batch",
          "/health",
          "/livez",
          "/readyz",
          "/metrics",
          "/openapi.json",
          "/event.schema.json",
          "/docs",
          "/docs/page.js",
          "/docs/page.css");

  /** Where both are unless somebody chose; its constructor needs the constants above. */
  public static final TrackerAddresses DEFAULT = new TrackerAddresses("/tracker.js", "/event");

  /**
   * Two different addresses.
   *
   * @throws IllegalArgumentException one has not that {@link #FORM} or {@link #isTaken}
   */
  public TrackerAddresses {
    for (String address : new String[] {script, endpoint}) {
      if (!FORM.matcher(address).matches() || isTaken(address)) {
        throw new IllegalArgumentException(
            address
                + " is no address for the tracker; expected one like /js/stats.js that is free");
      }
    }
    if (script.equals(endpoint) || script.equals("/event")) {
      throw new IllegalArgumentException(
          "the tracker's script is at " + script + "; expected another address than its events'");
    }
  }

  /** Whether the gateway has something else at an address. */
  public static boolean isTaken(String address) {
    return TAKEN.contains(address);
  }

  /** The endpoint as seen from the script, so that it holds behind a proxy that adds a prefix. */
  String endpointFromScript() {
    long folders = script.chars().filter(c -> c == '/').count() - 1;
    return "../".repeat((int) folders) + endpoint.substring(1);
  }
}
