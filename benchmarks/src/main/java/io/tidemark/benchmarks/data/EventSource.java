package io.tidemark.benchmarks.data;

import io.tidemark.schemas.event.Event;
import io.tidemark.standalone.demo.Zipf;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes a workload's events, in the order in which they arrive. Not thread-safe. */
public final class EventSource {
  private static final String[] BROWSERS = {"Chrome", "Safari", "Firefox", "Edge", "Opera"};
  private static final String[] SYSTEMS = {"Windows", "macOS", "Android", "iOS", "Linux"};
  private static final String[] DEVICES = {"desktop", "mobile", "tablet"};
  private static final String[] COUNTRIES = {"US", "DE", "FR", "GB", "IN", "BR", "JP", "CA", "NL"};
  private static final String[] LANGUAGES = {"en", "de", "fr", "pt", "ja", "es"};
  private static final String[] REFERRERS = {
    "www.google.com", "duckduckgo.com", "news.ycombinator.com", "t.co", "github.com", "bing.com"
  };
  private static final String[] CAMPAIGNS = {"spring", "launch", "newsletter-12"};

  private final Workload workload;
  private final SplittableRandom random;
  private final Zipf sites;
  private final Zipf paths;
  private final Zipf agents = new Zipf(Workload.USER_AGENTS, 1.0);
  private final long newestMs;
  private int made;
  private @Nullable Event last;

  /**
   * A source.
   *
   * @param newestMs the newest event's time, epoch milliseconds
   */
  public EventSource(Workload workload, long newestMs) {
    this.workload = workload;
    this.random = new SplittableRandom(workload.seed());
    this.sites = new Zipf(workload.sites(), workload.siteSkew());
    this.paths = new Zipf(workload.paths(), 1.1);
    this.newestMs = newestMs;
  }

  /** The site of a rank. */
  public static String site(int rank) {
    return "site-" + rank + ".example";
  }

  /** The next event. */
  public Event next() {
    made++;
    Event again = last;
    if (again != null && random.nextInt(100) < Workload.DUPLICATE_PERCENT) {
      last = null;
      return again;
    }
    Event event = fresh();
    last = event;
    return event;
  }

  private Event fresh() {
    int agent = agents.next(random);
    boolean campaign = random.nextInt(10) == 0;
    String referrer = random.nextInt(3) == 0 ? null : REFERRERS[random.nextInt(REFERRERS.length)];
    return new Event(
        site(sites.next(random)),
        Event.PAGE_VIEW,
        "/section/page-" + paths.next(random),
        "u" + random.nextInt(workload.users()),
        null,
        timestampMs(),
        new UUID(random.nextLong(), random.nextLong()).toString(),
        referrer == null ? null : "https://" + referrer + "/",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Agent/" + agent,
        null,
        referrer,
        campaign ? "newsletter" : null,
        campaign ? "email" : null,
        campaign ? CAMPAIGNS[agent % CAMPAIGNS.length] : null,
        BROWSERS[agent % BROWSERS.length],
        SYSTEMS[agent / 3 % SYSTEMS.length],
        DEVICES[agent % 7 % DEVICES.length],
        COUNTRIES[random.nextInt(COUNTRIES.length)],
        LANGUAGES[random.nextInt(LANGUAGES.length)],
        null,
        null,
        1);
  }

  private long timestampMs() {
    long spreadMs = workload.days() * 86_400_000L;
    long atMs = newestMs - spreadMs + spreadMs * made / workload.events();
    boolean late = random.nextInt(100) < Workload.LATE_PERCENT;
    return late ? atMs - random.nextLong(Workload.LATE_MS) : atMs;
  }
}
