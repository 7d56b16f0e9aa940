package io.tidemark.schemas.event;

/**
 * The fields of an event's bytes as {@link EventWriter} writes them, found in one pass and without
 * allocation. Not thread-safe.
 *
 * <p>It knows canonical bytes only: fields in their order, all text plain ASCII without escapes, no
 * blanks. Whatever else it meets it leaves to {@link EventReader}, valid or not; what it takes,
 * that takes too, with the same fields.
 */
final class CanonicalScan {
  private static final CanonicalName[] NAMES = CanonicalName.all();
  private static final int SITE_ID = Field.SITE_ID.ordinal();
  private static final int EVENT_TYPE = Field.EVENT_TYPE.ordinal();
  private static final int PATH = Field.PATH.ordinal();
  private static final int TIMESTAMP = Field.TIMESTAMP.ordinal();
  private static final int PROPERTIES = Field.PROPERTIES.ordinal();

  /** What an event has at the least; a view has a path besides. */
  private static final int NEEDED = 1 << SITE_ID | 1 << EVENT_TYPE | 1 << TIMESTAMP;

  private static final int LEAST_BYTES = Iso8601.WRITTEN;
  private static final byte[] PROPERTIES_NAME = Field.ascii(",\"properties\":");
  private static final byte[] COUNT_NAME = Field.ascii(",\"count\":");
  private static final int COUNT_DIGITS = 7;
  private static final byte[] PAGE_VIEW = Field.ascii(Event.PAGE_VIEW);
  private static final long PAGE_VIEW_HEAD = Words.at(PAGE_VIEW, 0);

  private final EventFields fields;
  private final WrittenTime time = new WrittenTime();
  private final CanonicalProperties properties = new CanonicalProperties();

  CanonicalScan(EventFields fields) {
    this.fields = fields;
  }

  /** Whether the fields were found; if not, they are of no use. */
  boolean read(byte[] json, long arrivalMs) {
    fields.clear();
    fields.count = 1;
    if (json.length < LEAST_BYTES || json[0] != '{') {
      return false;
    }
    int end = texts(json);
    if (end >= 0 && json[end] == ',') {
      end = rest(json, end);
    }
    if (end != json.length - 1 || json[end] != '}' || !hasNeeded()) {
      return false;
    }
    fields.bytes = json;
    return isTimely(json, arrivalMs) && isWithPath(json);
  }

  /**
   * Reads text fields; returns where something else than another one follows, -1: at a surprise.
   */
  private int texts(byte[] json) {
    int at = 0;
    for (CanonicalName name : NAMES) {
      if (name.standsAt(json, at + 1)) {
        int start = at + 1 + name.bytes();
        int quote = Words.closingQuote(json, start);
        if (quote <= start || quote - start > name.limit() || quote == json.length - 1) {
          return -1;
        }
        fields.put(name.field(), start, quote);
        at = quote + 1;
        if (json[at] != ',') {
          break;
        }
      }
    }
    return at;
  }

  private int rest(byte[] json, int comma) {
    int at = comma;
    if (Words.standsAt(json, at, PROPERTIES_NAME)) {
      int start = at + PROPERTIES_NAME.length;
      at = properties.end(json, start);
      if (at < 0 || at == json.length || at - start > EventLimits.PROPERTIES_BYTES) {
        return -1;
      }
      fields.put(PROPERTIES, start, at);
    }
    return Words.standsAt(json, at, COUNT_NAME) ? count(json, at + COUNT_NAME.length) : at;
  }

  private int count(byte[] json, int start) {
    int at = start;
    int number = 0;
    while (at < json.length && at < start + COUNT_DIGITS && json[at] >= '0' && json[at] <= '9') {
      number = number * 10 + json[at++] - '0';
    }
    fields.count = number;
    boolean fits = number >= 1 && number <= EventLimits.MAX_COUNT && json[start] != '0';
    return fits && at < json.length ? at : -1;
  }

  private boolean hasNeeded() {
    return (fields.present & NEEDED) == NEEDED;
  }

  private boolean isTimely(byte[] json, long arrivalMs) {
    int start = fields.from[TIMESTAMP];
    if (fields.to[TIMESTAMP] - start != Iso8601.WRITTEN) {
      return false;
    }
    fields.present &= ~(1 << TIMESTAMP); // it is no text field
    fields.timestampMs = time.parse(json, start);
    return fields.timestampMs >= 0 && fields.timestampMs - EventLimits.MAX_FUTURE_MS <= arrivalMs;
  }

  /** Whether it is no view, or has a path; and the path nothing to be cut off. */
  private boolean isWithPath(byte[] json) {
    int type = fields.from[EVENT_TYPE];
    fields.pageView =
        fields.to[EVENT_TYPE] - type == PAGE_VIEW.length
            && Words.at(json, type) == PAGE_VIEW_HEAD
            && json[type + 8] == PAGE_VIEW[8];
    if ((fields.present & 1 << PATH) == 0) {
      return !fields.pageView;
    }
    int path = fields.from[PATH];
    int end = fields.to[PATH];
    return !Words.contains(json, path, end, '?') && !Words.contains(json, path, end, '#');
  }
}
