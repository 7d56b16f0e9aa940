package io.tidemark.topology.process;

import io.tidemark.schemas.event.EventBytes;
import io.tidemark.schemas.event.Field;
import io.tidemark.schemas.hot.HotSites;
import io.tidemark.schemas.topic.SiteParts;
import io.tidemark.topology.rollup.PartsOfSites;
import io.tidemark.topology.rollup.PartsRow;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides where an event of a hot site is counted, and sees to it that it counts once while the
 * number of parts grows. For the stream thread alone.
 *
 * <p>Each partition has its own number of parts for a site, in its rows: it only grows. A partition
 * counts an event only if it is the event's part under that number. Before an event counts, each of
 * the parts before it in its {@link SiteParts#chain} is <em>settled</em>: the record travels there,
 * that partition takes over the larger number, and drops the event if it has counted its id in the
 * window. One that did not will never count this id, as its part is another one from now on. A
 * partition that is known to decide by the larger number, and to have counted nothing in the window
 * before it did, need not be asked. So asking ends one window after the change, and it does not
 * matter who heard of it when.
 */
final class PartRoutes {
  /** Changes are looked for after so much time of the log. */
  private static final long LOOK_EVERY_MS = 200;

  /** What becomes of an event. */
  enum Fate {
    /** It is counted here, if its id was not. */
    COUNT,
    /** It was counted here before. */
    DUPLICATE,
    /** It goes on to {@link Way#partition}. */
    SEND
  }

  /**
   * Where an event goes.
   *
   * @param trip what travels with it
   */
  record Way(Fate fate, int partition, PartTrip trip) {}

  private final int partition;
  private final int partitions;
  private final HotSites followed;
  private final EventCounter counter;
  private int versionSeen;
  private long nextChangeMs = Long.MAX_VALUE;
  private long lookAtMs;

  /**
   * The routes of one partition.
   *
   * @param partitions N, the number of partitions
   * @param followed what is known of hot sites beside the rows
   */
  PartRoutes(int partition, int partitions, HotSites followed, EventCounter counter) {
    this.partition = partition;
    this.partitions = partitions;
    this.followed = followed;
    this.counter = counter;
    this.versionSeen = -1;
  }

  /** Whether it is time to {@link #look}. */
  boolean isDue(long arrivalMs) {
    return arrivalMs >= lookAtMs;
  }

  /** Takes over the changes that hold for what arrives from now on. */
  void look(long arrivalMs) {
    int version = followed.version();
    if (version != versionSeen || arrivalMs >= nextChangeMs) {
      versionSeen = version;
      nextChangeMs = Long.MAX_VALUE;
      followed
          .all()
          .forEach(
              (siteId, history) -> {
                take(siteId, history.partsAt(arrivalMs));
                nextChangeMs = Math.min(nextChangeMs, history.nextAfter(arrivalMs));
              });
    }
    lookAtMs = Math.min(nextChangeMs, arrivalMs + LOOK_EVERY_MS);
  }

  /** Whether a site has several parts here. */
  boolean isHot(String siteId) {
    PartsOfSites known = counter.parts();
    return !known.isEmpty() && known.row(siteId) != null;
  }

  /** Whether this partition is one of so many parts of a site. */
  boolean isPart(String siteId, int parts) {
    return SiteParts.at(siteId, partition, partitions) < parts;
  }

  /** Takes over a number of parts, if it is more than is known; more than can be are not. */
  void take(String siteId, int parts) {
    PartsRow before = counter.parts().row(siteId);
    if (parts < 2 || parts > partitions || (before != null && before.parts() >= parts)) {
      return;
    }
    long last = Math.max(counter.newestSeconds(), before == null ? 0 : before.lastSeconds());
    counter.setParts(siteId, new PartsRow(parts, last, Map.of()));
  }

  /**
   * The next step of an event of a hot site.
   *
   * @param given what came with it; null: it did not travel yet
   */
  Way next(EventBytes event, String siteId, long arrivalMs, @Nullable PartTrip given) {
    PartsRow row = Objects.requireNonNull(counter.parts().row(siteId));
    PartTrip trip = given == null ? PartTrip.begin(row.parts()) : given.with(row.parts());
    int own = SiteParts.at(siteId, partition, partitions);
    boolean isOnce = event.has(Field.EVENT_ID) && !event.has(Field.BOT);
    if (!isOnce && own < row.parts()) {
      return new Way(Fate.COUNT, partition, trip); // it counts anywhere
    }
    int[] chain = SiteParts.chain(SiteParts.key(event), row.parts());
    int home = chain[chain.length - 1];
    if (!isOnce) {
      return send(siteId, home, trip);
    }
    return own == home
        ? atHome(siteId, row, chain, arrivalMs / 1000, trip)
        : away(event, siteId, row, own, chain, arrivalMs, trip);
  }

  /** Here it is counted, once all that may have counted it before are settled. */
  private Way atHome(
      String siteId, PartsRow row, int[] chain, long arrivalSeconds, PartTrip given) {
    PartsRow known = learn(siteId, row, given);
    PartTrip trip = given;
    int first = -1;
    for (int i = 0; i < chain.length - 1; i++) {
      int part = chain[i];
      if (!trip.isSettled(part)) {
        if (known.isSettled(part, arrivalSeconds, counter.windowSeconds())) {
          trip = trip.settling(part, null);
        } else {
          first = first < 0 ? part : first;
        }
      }
    }
    return first < 0 ? new Way(Fate.COUNT, partition, trip) : send(siteId, first, trip);
  }

  /** Takes note of what parts told on the way, where they decide by as many as this one. */
  private PartsRow learn(String siteId, PartsRow row, PartTrip trip) {
    PartsRow known = row;
    for (Map.Entry<Integer, PartTrip.Told> told : trip.settled().entrySet()) {
      if (told.getValue().parts() >= row.parts()) {
        PartsRow more = known.confirming(told.getKey(), told.getValue().lastSeconds());
        known = more == null ? known : more;
      }
    }
    if (!known.equals(row)) {
      counter.setParts(siteId, known);
    }
    return known;
  }

  /** It is not counted here; if it may have been before, that is looked for. */
  private Way away(
      EventBytes event,
      String siteId,
      PartsRow row,
      int own,
      int[] chain,
      long arrivalMs,
      PartTrip given) {
    int home = chain[chain.length - 1];
    boolean wasHome = false;
    for (int part : chain) {
      wasHome |= part == own;
    }
    if (!wasHome) {
      return send(siteId, home, given);
    }
    if (counter.wasCounted(event, arrivalMs)) {
      return new Way(Fate.DUPLICATE, partition, given);
    }
    PartTrip trip = given.settling(own, new PartTrip.Told(row.parts(), row.lastSeconds()));
    for (int part : chain) {
      if (part > own && !trip.isSettled(part)) {
        return send(siteId, part, trip);
      }
    }
    return send(siteId, home, trip);
  }

  private Way send(String siteId, int part, PartTrip trip) {
    return new Way(Fate.SEND, SiteParts.partition(siteId, part, partitions), trip);
  }
}
