package io.tidemark.schemas.event;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random events that are written without escapes. */
final class CanonicalEvents {
  private static final String[] TYPES = {"page_view", "page_vie", "page_views", "signup", "x"};
  private static final String[] VALUES = {
    "\"b c\"", "\"\"", "0", "-0", "12", "-1.50", "true", "false"
  };
  private static final String[] NAMES = {"a", "b", "ab", "price", "a long name with blanks", ""};

  private static final int[] OTHERS = "\u0080é\u07ff\u0800漢\uffff🦆".codePoints().toArray();

  static Event event(Random random) {
    String type = random.nextBoolean() ? Event.PAGE_VIEW : TYPES[random.nextInt(TYPES.length)];
    boolean path = type.equals(Event.PAGE_VIEW) || random.nextBoolean();
    return new Event(
        text(random, EventLimits.SITE_ID),
        type,
        path ? "/" + text(random, EventLimits.PATH - 1) : null,
        maybe(random, EventLimits.USER_ID),
        maybe(random, EventLimits.SESSION_ID),
        (long) (random.nextDouble() * (Read.ARRIVAL + EventLimits.MAX_FUTURE_MS)),
        maybe(random, EventLimits.EVENT_ID),
        maybe(random, EventLimits.REFERRER),
        maybe(random, EventLimits.USER_AGENT),
        null,
        maybe(random, EventLimits.ENRICHMENT),
        maybe(random, EventLimits.ENRICHMENT),
        maybe(random, EventLimits.ENRICHMENT),
        maybe(random, EventLimits.ENRICHMENT),
        maybe(random, EventLimits.ENRICHMENT),
        maybe(random, EventLimits.ENRICHMENT),
        maybe(random, EventLimits.ENRICHMENT),
        maybe(random, EventLimits.ENRICHMENT),
        maybe(random, EventLimits.ENRICHMENT),
        maybe(random, EventLimits.ENRICHMENT),
        random.nextInt(3) == 0 ? properties(random) : null,
        random.nextBoolean() ? 1 : 1 + random.nextInt(EventLimits.MAX_COUNT));
  }

  /** A flat object of different names. */
  static String properties(Random random) {
    StringBuilder json = new StringBuilder("{");
    int first = random.nextInt(NAMES.length);
    int count = random.nextInt(NAMES.length + 1);
    for (int i = 0; i < count; i++) {
      json.append(i == 0 ? "\"" : ",\"")
          .append(NAMES[(first + i) % NAMES.length])
          .append("\":")
          .append(VALUES[random.nextInt(VALUES.length)]);
    }
    return json.append('}').toString();
  }

  private static @Nullable String maybe(Random random, int limit) {
    return random.nextBoolean() ? null : text(random, limit);
  }

  /** 1..limit characters, few of them most often, and few that are not ASCII. */
  private static String text(Random random, int limit) {
    int most = random.nextInt(10) == 0 ? limit : Math.min(limit, 24);
    int length = random.nextInt(20) == 0 ? limit : 1 + random.nextInt(most);
    boolean ascii = 4 * length > limit || random.nextInt(4) > 0;
    StringBuilder text = new StringBuilder(length);
    while (text.length() < length) {
      int c = ' ' + random.nextInt('~' - ' ' + 1);
      boolean special = c == '"' || c == '\\' || c == '?' || c == '#';
      text.appendCodePoint(special ? '-' : ascii || c % 2 == 0 ? c : OTHERS[c % OTHERS.length]);
    }
    return text.toString();
  }

  private CanonicalEvents() {}
}
