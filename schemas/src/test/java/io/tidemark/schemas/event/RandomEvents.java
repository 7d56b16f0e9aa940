package io.tidemark.schemas.event;

import java.util.Random;

/** Valid events of every shape, up to the limits. */
final class RandomEvents {
  private static final String[] ALPHABETS = {"abcxyz019-_./", "\"\\/ é漢🦆 ", "🦆🎉a"};

  static Event event(Random random) {
    boolean view = random.nextBoolean();
    return new Event(
        text(random, EventLimits.SITE_ID),
        view ? Event.PAGE_VIEW : "x" + text(random, EventLimits.EVENT_TYPE - 1),
        view || random.nextBoolean() ? text(random, EventLimits.PATH) : null,
        maybe(random, EventLimits.USER_ID),
        maybe(random, EventLimits.SESSION_ID),
        timestamp(random),
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
        random.nextBoolean() ? null : "{\"a\":[1,2.50,\"\\\"é🦆\\n\",{\"b\":null}],\"c\":{}}",
        random.nextBoolean() ? 1 : 1 + random.nextInt(EventLimits.MAX_COUNT));
  }

  private static long timestamp(Random random) {
    return (long) (random.nextDouble() * (Read.ARRIVAL + EventLimits.MAX_FUTURE_MS));
  }

  private static String maybe(Random random, int limit) {
    return random.nextBoolean() ? null : text(random, limit);
  }

  /** 1..limit code points; every tenth is as long as may be. */
  private static String text(Random random, int limit) {
    int length = random.nextInt(10) == 0 ? limit : 1 + random.nextInt(Math.min(limit, 40));
    int[] alphabet = ALPHABETS[random.nextInt(ALPHABETS.length)].codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
    }
    return text.toString();
  }

  private RandomEvents() {}
}
