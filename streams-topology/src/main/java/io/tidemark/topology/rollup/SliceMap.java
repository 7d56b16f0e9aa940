package io.tidemark.topology.rollup;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Entries by their bytes, found by a slice of any array, so that a look-up makes no object. Open
 * addressing with linear probing, at most half full. The hash stands in the entry, which a look-up
 * that succeeds has to touch anyway. Not thread-safe.
 */
class SliceMap<E extends SliceMap.Entry> {
  private static final int FIRST_CAPACITY = 2;

  private @Nullable Entry[] entries = new Entry[FIRST_CAPACITY];
  private int size;

  /** What stands in a map. */
  abstract static class Entry {
    /** Its bytes; not to be changed. */
    final byte[] value;

    /** Their {@link SliceHash}. */
    final int hash;

    Entry(byte[] value, int hash) {
      this.value = value;
      this.hash = hash;
    }
  }

  int size() {
    return size;
  }

  @Nullable E get(byte[] value) {
    return get(value, 0, value.length, SliceHash.of(value));
  }

  /** The entry of a slice; {@code hash} must be its {@link SliceHash}. */
  @SuppressWarnings("unchecked") // only E are put
  @Nullable E get(byte[] source, int from, int to, int hash) {
    int mask = entries.length - 1;
    for (int at = hash & mask; ; at = (at + 1) & mask) {
      Entry entry = entries[at];
      if (entry == null) {
        return null;
      }
      if (entry.hash == hash
          && Arrays.equals(entry.value, 0, entry.value.length, source, from, to)) {
        return (E) entry;
      }
    }
  }

  /** Adds an entry whose bytes are not in the map. */
  void put(E entry) {
    if (++size * 2 > entries.length) {
      grow();
    }
    insert(entry);
  }

  @SuppressWarnings("ReferenceEquality") // this very entry
  void remove(E entry) {
    int mask = entries.length - 1;
    int at = entry.hash & mask;
    while (entries[at] != entry) {
      if (entries[at] == null) {
        return;
      }
      at = (at + 1) & mask;
    }
    size--;
    closeGap(at);
  }

  void forEach(Consumer<? super E> visitor) {
    for (Entry entry : entries) {
      if (entry != null) {
        visitor.accept(cast(entry));
      }
    }
  }

  /** Drops the entries that are not to be kept, and the room they took. */
  void retain(Predicate<? super E> kept) {
    @Nullable Entry[] before = entries;
    size = 0;
    entries = new Entry[FIRST_CAPACITY];
    for (Entry entry : before) {
      if (entry != null && kept.test(cast(entry))) {
        put(cast(entry));
      }
    }
  }

  private void insert(Entry entry) {
    int mask = entries.length - 1;
    int at = entry.hash & mask;
    while (entries[at] != null) {
      at = (at + 1) & mask;
    }
    entries[at] = entry;
  }

  private void grow() {
    @Nullable Entry[] before = entries;
    entries = new Entry[before.length * 2];
    for (Entry entry : before) {
      if (entry != null) {
        insert(entry);
      }
    }
  }

  /** Moves back what stands behind a freed place and would no longer be found. */
  private void closeGap(int freed) {
    int mask = entries.length - 1;
    int gap = freed;
    int at = (gap + 1) & mask;
    for (Entry entry = entries[at]; entry != null; entry = entries[at]) {
      int home = entry.hash & mask;
      if (((at - home) & mask) >= ((at - gap) & mask)) {
        entries[gap] = entry;
        gap = at;
      }
      at = (at + 1) & mask;
    }
    entries[gap] = null;
  }

  @SuppressWarnings("unchecked") // only E are put
  private E cast(Entry entry) {
    return (E) entry;
  }
}
