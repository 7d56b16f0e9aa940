package io.tidemark.schemas.hot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How many parts a site has had, and since when: the value of a record in {@link
 * io.tidemark.schemas.topic.Topics#HOT_SITES}, whose key is the site.
 *
 * <p>As JSON: {@code {"changes":[{"parts":2,"since_ms":1763000000000},…]}}.
 *
 * @param changes at least one; parts and times ascend
 */
public record PartsHistory(List<Change> changes) {
  /** No site can have more parts than a topic has partitions. */
  public static final int MOST_PARTS = 100_000;

  private static final JsonFactory JSON = new JsonFactory();
  private static final String CHANGES = "changes";
  private static final String PARTS = "parts";
  private static final String SINCE = "since_ms";

  /**
   * A number of parts.
   *
   * @param parts 2..{@link #MOST_PARTS}
   * @param sinceMs arrival times from then on, epoch milliseconds
   */
  public record Change(int parts, long sinceMs) {
    public Change {
      if (parts < 2 || parts > MOST_PARTS || sinceMs < 0) {
        throw new IllegalArgumentException(
            "a site has " + parts + " parts since " + sinceMs + "; expected 2 to " + MOST_PARTS);
      }
    }
  }

  public PartsHistory {
    changes = List.copyOf(changes);
    if (changes.isEmpty()) {
      throw new IllegalArgumentException("a site's history is empty; expected a change");
    }
    for (int i = 1; i < changes.size(); i++) {
      if (changes.get(i).parts() <= changes.get(i - 1).parts()
          || changes.get(i).sinceMs() < changes.get(i - 1).sinceMs()) {
        throw new IllegalArgumentException("a site's parts do not ascend: " + changes);
      }
    }
  }

  /** The present number of parts. */
  public int parts() {
    return changes.get(changes.size() - 1).parts();
  }

  /** The number of parts for what arrived at an instant, epoch milliseconds; at least 1. */
  public int partsAt(long arrivalMs) {
    int parts = 1;
    for (Change change : changes) {
      if (change.sinceMs() <= arrivalMs) {
        parts = change.parts();
      }
    }
    return parts;
  }

  /** The first change after an instant, epoch milliseconds; {@link Long#MAX_VALUE}: none. */
  public long nextAfter(long arrivalMs) {
    return changes.stream()
        .mapToLong(Change::sinceMs)
        .filter(since -> since > arrivalMs)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** The history with another change behind it; its time is not before the last one's. */
  public static PartsHistory with(@Nullable PartsHistory before, int parts, long nowMs) {
    List<Change> changes = new ArrayList<>(before == null ? List.of() : before.changes);
    long last = changes.isEmpty() ? 0 : changes.get(changes.size() - 1).sinceMs();
    changes.add(new Change(parts, Math.max(last, nowMs)));
    return new PartsHistory(changes);
  }

  /**
   * The same with no time behind that of its record: the broker's clock is the one that arrival
   * times are told by.
   */
  PartsHistory notAfter(long recordMs) {
    return new PartsHistory(
        changes.stream()
            .map(change -> new Change(change.parts(), Math.min(change.sinceMs(), recordMs)))
            .toList());
  }

  /** What two records of a site say together: no number of parts is ever taken back. */
  PartsHistory merge(PartsHistory other) {
    boolean isLarger = other.parts() > parts();
    PartsHistory longer = isLarger ? other : this;
    PartsHistory shorter = isLarger ? this : other;
    List<Change> all = new ArrayList<>();
    for (Change change : longer.changes) {
      addMissing(all, shorter, change.parts(), change.sinceMs());
      all.add(change);
    }
    return new PartsHistory(all);
  }

  /** Adds what the longer history leaves out before a change, where it fits in. */
  private static void addMissing(List<Change> all, PartsHistory from, int below, long until) {
    for (Change change : from.changes) {
      int most = all.isEmpty() ? 1 : all.get(all.size() - 1).parts();
      long last = all.isEmpty() ? 0 : all.get(all.size() - 1).sinceMs();
      if (change.parts() > most && change.parts() < below && change.sinceMs() <= until) {
        all.add(new Change(change.parts(), Math.max(last, change.sinceMs())));
      }
    }
  }

  /** This as JSON. */
  public byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeArrayFieldStart(CHANGES);
      for (Change change : changes) {
        out.writeStartObject();
        out.writeNumberField(PARTS, change.parts());
        out.writeNumberField(SINCE, change.sinceMs());
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Reads {@link #toBytes()}; empty if the bytes are no history. */
  public static Optional<PartsHistory> read(byte @Nullable [] bytes) {
    if (bytes == null) {
      return Optional.empty();
    }
    try (JsonParser in = JSON.createParser(bytes)) {
      if (in.nextToken() != JsonToken.START_OBJECT
          || !CHANGES.equals(in.nextFieldName())
          || in.nextToken() != JsonToken.START_ARRAY) {
        return Optional.empty();
      }
      List<Change> changes = new ArrayList<>();
      while (in.nextToken() == JsonToken.START_OBJECT) {
        changes.add(new Change((int) number(in, PARTS), number(in, SINCE)));
        if (in.nextToken() != JsonToken.END_OBJECT) {
          return Optional.empty();
        }
      }
      return Optional.of(new PartsHistory(changes));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static long number(JsonParser in, String name) throws IOException {
    if (!name.equals(in.nextFieldName()) || in.nextToken() != JsonToken.VALUE_NUMBER_INT) {
      throw new IllegalArgumentException("expected the number " + name);
    }
    return in.getLongValue();
  }
}
