package io.tidemark.ingest.visitor;

import io.tidemark.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the salt log says: the first salt of each day counts, whoever wrote it; days that are over
 * are forgotten.
 *
 * <p>One thread reads and writes the log; any thread may ask {@link #salt}.
 */
final class SaltBook {
  /** How long before its day a salt is written, so that no gateway waits for it at midnight. */
  static final Duration LEAD = Duration.ofMinutes(30);

  private final Set<LocalDate> inLog = new TreeSet<>();
  private volatile Map<LocalDate, Salt> salts = Map.of();

  /** The salt of a day; null: none known. */
  @Nullable Salt salt(LocalDate day) {
    return salts.get(day);
  }

  /**
   * Takes the log's next record, in the order of the log.
   *
   * @param value the secret; null: it was erased
   */
  void read(LocalDate day, byte @Nullable [] value, Instant now) {
    if (value == null) {
      inLog.remove(day);
      return;
    }
    inLog.add(day);
    if (value.length == Salt.BYTES && !salts.containsKey(day) && !day.isBefore(day(now))) {
      Map<LocalDate, Salt> more = new HashMap<>(salts);
      more.put(day, new Salt(value));
      salts = Map.copyOf(more);
    }
  }

  /** Days whose salt must be written, for the log was read to its end and has none. */
  List<LocalDate> missing(Instant now) {
    List<LocalDate> days = new ArrayList<>();
    LocalDate today = day(now);
    LocalDate soon = day(now.plus(LEAD));
    if (!salts.containsKey(today)) {
      days.add(today);
    }
    if (!soon.equals(today) && !salts.containsKey(soon)) {
      days.add(soon);
    }
    return days;
  }

  /** Days that are over, and whose salt is still the last word of the log. */
  List<LocalDate> toErase(Instant now) {
    LocalDate kept = day(now.minus(Topics.SALT_GRACE));
    return inLog.stream().filter(day -> day.isBefore(kept)).toList();
  }

  /** Forgets the salts of days that are over. */
  void forget(Instant now) {
    LocalDate today = day(now);
    if (salts.keySet().stream().anyMatch(day -> day.isBefore(today))) {
      Map<LocalDate, Salt> left = new HashMap<>(salts);
      left.keySet().removeIf(day -> day.isBefore(today));
      salts = Map.copyOf(left);
    }
  }

  static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }
}
