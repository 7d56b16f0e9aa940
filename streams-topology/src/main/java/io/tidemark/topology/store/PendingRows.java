package io.tidemark.topology.store;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are written and not in the database yet, and what a reader sees of both. Immutable; a
 * row without a value is deleted.
 */
final class PendingRows {
  static final PendingRows NONE = new PendingRows(Map.of());

  /** In the order in which they were written, so that a bucket's rows are side by side. */
  private final Map<Bytes, byte @Nullable []> rows;

  private volatile boolean wasScanned;

  /** Made for the second scan: each second one looks for a few rows, and sorting all is dear. */
  private volatile @Nullable NavigableMap<Bytes, byte @Nullable []> sorted;

  private PendingRows(Map<Bytes, byte @Nullable []> rows) {
    this.rows = rows;
  }

  /** These, and what is written after them. */
  PendingRows and(List<KeyValue<Bytes, byte[]>> changes) {
    Map<Bytes, byte @Nullable []> all =
        new LinkedHashMap<>((rows.size() + changes.size()) * 4 / 3 + 1);
    all.putAll(rows);
    changes.forEach(change -> all.put(change.key, change.value));
    return new PendingRows(all);
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  boolean has(Bytes key) {
    return rows.containsKey(key);
  }

  /** The value of a row that is {@link #has here}; null: it is deleted. */
  byte @Nullable [] get(Bytes key) {
    return rows.get(key);
  }

  /** As the database takes them. */
  @SuppressWarnings("NullAway") // Kafka's own null: a tombstone
  List<KeyValue<Bytes, byte[]>> changes() {
    List<KeyValue<Bytes, byte[]>> changes = new ArrayList<>(rows.size() + 1);
    rows.forEach((key, value) -> changes.add(KeyValue.pair(key, value)));
    return changes;
  }

  /**
   * A scan of these rows and the database's.
   *
   * @param from the first key
   * @param to the last key
   * @param stored what the database has there; closed with the scan
   */
  KeyValueIterator<Bytes, byte[]> over(
      Bytes from, Bytes to, KeyValueIterator<Bytes, byte[]> stored) {
    return isEmpty() ? stored : new Merge(between(from, to), stored);
  }

  private NavigableMap<Bytes, byte @Nullable []> between(Bytes from, Bytes to) {
    NavigableMap<Bytes, byte @Nullable []> known = sorted;
    if (known == null && wasScanned) {
      known = new TreeMap<>(rows);
      sorted = known;
    }
    wasScanned = true;
    return known == null ? found(from, to) : known.subMap(from, true, to, true);
  }

  private NavigableMap<Bytes, byte @Nullable []> found(Bytes from, Bytes to) {
    NavigableMap<Bytes, byte @Nullable []> found = new TreeMap<>();
    rows.forEach(
        (key, value) -> {
          if (key.compareTo(from) >= 0 && key.compareTo(to) <= 0) {
            found.put(key, value);
          }
        });
    return found;
  }

  /** Two ordered sources; the pending one wins where both have a key. */
  private static final class Merge implements KeyValueIterator<Bytes, byte[]> {
    private final KeyValueIterator<Bytes, byte[]> stored;
    private final Iterator<Map.Entry<Bytes, byte @Nullable []>> pending;
    private @Nullable KeyValue<Bytes, byte[]> nextStored;
    private Map.@Nullable Entry<Bytes, byte @Nullable []> nextPending;
    private @Nullable KeyValue<Bytes, byte[]> next;

    Merge(NavigableMap<Bytes, byte @Nullable []> pending, KeyValueIterator<Bytes, byte[]> stored) {
      this.pending = pending.entrySet().iterator();
      this.stored = stored;
      stepPending();
      stepStored();
      step();
    }

    private void stepPending() {
      nextPending = pending.hasNext() ? pending.next() : null;
    }

    private void stepStored() {
      nextStored = stored.hasNext() ? stored.next() : null;
    }

    /** Goes to the next row that is not deleted. */
    private void step() {
      while (true) {
        Map.Entry<Bytes, byte @Nullable []> written = nextPending;
        KeyValue<Bytes, byte[]> before = nextStored;
        if (written == null) {
          next = before;
          if (before != null) {
            stepStored();
          }
          return;
        }
        int order = before == null ? -1 : written.getKey().compareTo(before.key);
        if (order > 0) {
          next = before;
          stepStored();
          return;
        }
        if (order == 0) {
          stepStored();
        }
        stepPending();
        byte[] value = written.getValue();
        if (value != null) {
          next = KeyValue.pair(written.getKey(), value);
          return;
        }
      }
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public KeyValue<Bytes, byte[]> next() {
      KeyValue<Bytes, byte[]> row = next;
      if (row == null) {
        throw new NoSuchElementException();
      }
      step();
      return row;
    }

    @Override
    public Bytes peekNextKey() {
      KeyValue<Bytes, byte[]> row = next;
      if (row == null) {
        throw new NoSuchElementException();
      }
      return row.key;
    }

    @Override
    public void close() {
      stored.close();
    }
  }
}
