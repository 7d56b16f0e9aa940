package io.tidemark.schemas.event;

/**
 * The fields of an event's bytes as {@link EventWriter} writes them, found in one pass and without
 * allocation. Not thread-safe.
 *
 * <p>It knows canonical bytes only: fields in their order, no escapes, no blanks. Whatever else it
 * meets it leaves to {@link EventReader}, valid or not; what it takes, that takes too, with the
 * same fields.
 */
final class CanonicalScan {
  /*
   * Each step reads one field that stands at an index, and returns the index behind it: that of the
   * next one's comma, or of the last brace. A field that is absent is no step. A surprise leads to
   * the index behind all bytes, where nothing stands, so that the steps after it find nothing.
   *
   * The steps are in three methods because the compiler inlines about eight into one.
   */
  private static final CanonicalName SITE_ID = CanonicalName.of(Field.SITE_ID);
  private static final CanonicalName PAGE_VIEW =
      CanonicalName.of(Field.EVENT_TYPE, ",\"event_type\":\"" + Event.PAGE_VIEW);
  private static final CanonicalName EVENT_TYPE = CanonicalName.of(Field.EVENT_TYPE);
  private static final CanonicalName PATH = CanonicalName.of(Field.PATH);
  private static final CanonicalName USER_ID = CanonicalName.of(Field.USER_ID);
  private static final CanonicalName SESSION_ID = CanonicalName.of(Field.SESSION_ID);
  private static final CanonicalName TIMESTAMP = CanonicalName.of(Field.TIMESTAMP);
  private static final CanonicalName EVENT_ID = CanonicalName.of(Field.EVENT_ID);
  private static final CanonicalName REFERRER = CanonicalName.of(Field.REFERRER);
  private static final CanonicalName USER_AGENT = CanonicalName.of(Field.USER_AGENT);
  private static final CanonicalName REFERRER_HOST = CanonicalName.of(Field.REFERRER_HOST);
  private static final CanonicalName UTM_SOURCE = CanonicalName.of(Field.UTM_SOURCE);
  private static final CanonicalName UTM_MEDIUM = CanonicalName.of(Field.UTM_MEDIUM);
  private static final CanonicalName UTM_CAMPAIGN = CanonicalName.of(Field.UTM_CAMPAIGN);
  private static final CanonicalName BROWSER = CanonicalName.of(Field.BROWSER);
  private static final CanonicalName OS = CanonicalName.of(Field.OS);
  private static final CanonicalName DEVICE = CanonicalName.of(Field.DEVICE);
  private static final CanonicalName COUNTRY = CanonicalName.of(Field.COUNTRY);
  private static final CanonicalName LANGUAGE = CanonicalName.of(Field.LANGUAGE);
  private static final CanonicalName BOT = CanonicalName.of(Field.BOT);
  private static final byte[] PROPERTIES = Field.ascii(",\"properties\":");
  private static final byte[] COUNT = Field.ascii(",\"count\":");

  private static final int NEEDED = 1 << SITE_ID.index() | 1 << EVENT_TYPE.index();
  private static final int TYPE_BYTES = Event.PAGE_VIEW.length();
  private static final int COUNT_DIGITS = 7;
  private static final int LEAST_BYTES = 8;

  private final EventFields fields;
  private final WrittenTime time = new WrittenTime();
  private final CanonicalProperties properties = new CanonicalProperties();

  /** A scan that puts what it finds there. */
  CanonicalScan(EventFields fields) {
    this.fields = fields;
  }

  /** Whether the fields were found; if not, they are of no use. */
  boolean read(byte[] json, long arrivalMs) {
    fields.clear();
    if (json.length < LEAST_BYTES) {
      return false;
    }
    int end = visit(json, 0);
    end = origin(json, end);
    end = visitor(json, end);
    end = rest(json, end);
    fields.bytes = json;
    return end == json.length - 1
        && json[end] == '}'
        && (fields.present & NEEDED) == NEEDED
        && fields.timestampMs >= 0
        && fields.timestampMs - EventLimits.MAX_FUTURE_MS <= arrivalMs;
  }

  private int visit(byte[] json, int start) {
    int at = start;
    at = text(json, at, SITE_ID);
    at = eventType(json, at);
    at = path(json, at);
    at = text(json, at, USER_ID);
    at = text(json, at, SESSION_ID);
    at = timestamp(json, at);
    at = text(json, at, EVENT_ID);
    return at;
  }

  private int origin(byte[] json, int start) {
    int at = start;
    at = text(json, at, REFERRER);
    at = text(json, at, USER_AGENT);
    at = text(json, at, REFERRER_HOST);
    at = text(json, at, UTM_SOURCE);
    at = text(json, at, UTM_MEDIUM);
    at = text(json, at, UTM_CAMPAIGN);
    return at;
  }

  private int visitor(byte[] json, int start) {
    int at = start;
    at = text(json, at, BROWSER);
    at = text(json, at, OS);
    at = text(json, at, DEVICE);
    at = text(json, at, COUNTRY);
    at = text(json, at, LANGUAGE);
    at = text(json, at, BOT);
    return at;
  }

  private int rest(byte[] json, int start) {
    fields.count = 1;
    if (start >= json.length - 1) {
      return start;
    }
    int at = properties(json, start);
    return count(json, at);
  }

  private int text(byte[] json, int at, CanonicalName name) {
    if (!name.standsAt(json, at)) {
      return at;
    }
    int start = at + name.bytes();
    return put(json, name, start, Words.closingQuote(json, start));
  }

  private int put(byte[] json, CanonicalName name, int start, int quote) {
    if (quote <= start || quote - start > name.limit()) {
      return json.length;
    }
    fields.put(name.index(), start, quote);
    return quote + 1;
  }

  /** The type of most events is compared together with its name. */
  private int eventType(byte[] json, int at) {
    int end = at + PAGE_VIEW.bytes();
    fields.pageView = PAGE_VIEW.standsAt(json, at) && json[end] == '"';
    return fields.pageView
        ? put(json, PAGE_VIEW, end - TYPE_BYTES, end)
        : text(json, at, EVENT_TYPE);
  }

  private int path(byte[] json, int at) {
    if (!PATH.standsAt(json, at)) {
      return fields.pageView ? json.length : at;
    }
    int start = at + PATH.bytes();
    return put(json, PATH, start, Words.closingQuoteOfPath(json, start));
  }

  private int timestamp(byte[] json, int at) {
    int start = at + TIMESTAMP.bytes();
    int end = start + Iso8601.WRITTEN;
    if (!TIMESTAMP.standsAt(json, at) || end >= json.length || json[end] != '"') {
      return json.length;
    }
    fields.timestampMs = time.parse(json, start);
    return end + 1;
  }

  private int properties(byte[] json, int at) {
    if (!Words.standsAt(json, at, PROPERTIES)) {
      return at;
    }
    int start = at + PROPERTIES.length;
    int end = properties.end(json, start);
    if (end < 0 || end - start > EventLimits.PROPERTIES_BYTES) {
      return json.length;
    }
    fields.put(EventFields.index(Field.PROPERTIES), start, end);
    return end;
  }

  private int count(byte[] json, int at) {
    if (!Words.standsAt(json, at, COUNT)) {
      return at;
    }
    int start = at + COUNT.length;
    int end = start;
    int number = 0;
    while (end < json.length && end < start + COUNT_DIGITS && isDigit(json[end])) {
      number = number * 10 + json[end++] - '0';
    }
    fields.count = number;
    boolean canonical = number >= 1 && number <= EventLimits.MAX_COUNT && json[start] != '0';
    return canonical ? end : json.length;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
