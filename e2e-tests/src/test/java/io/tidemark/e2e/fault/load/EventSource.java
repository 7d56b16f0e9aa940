package io.tidemark.e2e.fault.load;

import io.tidemark.e2e.fault.cluster.Sites;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Events from a seed: some sites, paths, users and days, weights, and some that are not valid. */
public final class EventSource {
  /** What views have as path; none of another site differs. */
  public static final List<String> PATHS =
      IntStream.range(0, 10).mapToObj(number -> "/page/" + number).toList();

  /** Where every path begins of an event that must be refused. */
  public static final String REFUSED_PATH = "/refused";

  /** How many days events are of, the last one today. */
  public static final int DAYS = 3;

  private static final long DAY_MS = 86_400_000L;
  private static final int FEW_USERS = 40;
  private static final int MANY_USERS = 5_000;

  private final Random random;
  private final String prefix;
  private final Instant start;
  private final LocalDate today;
  private long made;

  /**
   * A source.
   *
   * @param prefix of the ids of its events, of this source alone
   * @param start an instant before the first event is sent
   */
  public EventSource(long seed, String prefix, Instant start) {
    this.random = new Random(seed);
    this.prefix = prefix;
    this.start = start;
    this.today = start.atZone(ZoneOffset.UTC).toLocalDate();
  }

  /** The next one. */
  public SentEvent next() {
    String id = prefix + made++;
    int siteIndex = random.nextInt(Sites.ALL.size());
    String site = Sites.ALL.get(siteIndex);
    if (random.nextInt(100) < 4) {
      return invalid(id, site);
    }
    LocalDate day = today.minusDays(random.nextInt(DAYS));
    int path = Math.min(random.nextInt(PATHS.size()), random.nextInt(PATHS.size()));
    int count = random.nextInt(10) == 0 ? 2 + random.nextInt(4) : 1;
    boolean isView = random.nextInt(10) > 0;
    // Half of the sites have few users, which are told exactly.
    int users = siteIndex % 2 == 0 ? FEW_USERS : MANY_USERS;
    String user = random.nextInt(20) == 0 ? null : "user-" + random.nextInt(users);
    String json =
        body(id, site, PATHS.get(path), momentOf(day).toString(), Integer.toString(count))
            + (isView ? "" : ",\"event_type\":\"signup\"")
            + (user == null ? "" : ",\"user_id\":\"" + user + "\"")
            + "}";
    return new SentEvent(site, day, path, user, count, isView, true, json);
  }

  private SentEvent invalid(String id, String site) {
    String path = REFUSED_PATH + "/" + random.nextInt(5);
    String now = start.toString();
    String json =
        switch (random.nextInt(4)) {
          case 0 -> body(id, site, path, now, "0");
          case 1 -> body(id, site, path, "1969-12-31T00:00:00Z", "1");
          case 2 -> body(id, site, path, start.plusSeconds(7200).toString(), "1");
          default -> body(id, site, path, now, "\"many\"");
        };
    return new SentEvent(site, today, 0, null, 1, true, false, json + ",\"user_id\":\"refused\"}");
  }

  private static String body(String id, String site, String path, String time, String count) {
    return "{\"event_id\":\"%s\",\"site_id\":\"%s\",\"path\":\"%s\",\"timestamp\":\"%s\",\"count\":%s"
        .formatted(id, site, path, time, count);
  }

  private Instant momentOf(LocalDate day) {
    long from = day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    long length = Math.min(DAY_MS, start.toEpochMilli() - from);
    return Instant.ofEpochMilli(from + random.nextLong(Math.max(1, length)));
  }
}
