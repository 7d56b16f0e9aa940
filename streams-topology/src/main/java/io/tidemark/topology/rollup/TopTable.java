package io.tidemark.topology.rollup;

import java.util.Arrays;

/**
 * The K best values of a table, exact while counts only grow.
 *
 * <p>A binary heap with the worst kept value at the root; every kept value knows its place ({@link
 * ValueCount#topIndex}), so that an increment costs O(log K) and mostly one comparison: a count
 * that grows moves away from the root, and few do at the leaves. A value that is not kept has at
 * most the root's count; it enters when it passes the root. Guarded by its bucket.
 */
final class TopTable {
  private final int capacity;
  private ValueCount[] heap = new ValueCount[16];
  private int size;

  TopTable(int capacity) {
    this.capacity = capacity;
  }

  int size() {
    return size;
  }

  /** Takes note that a value's count has grown (or is new). */
  void grown(ValueCount value) {
    if (value.topIndex >= 0) {
      siftDown(value.topIndex);
    } else if (size < capacity) {
      if (size == heap.length) {
        heap = Arrays.copyOf(heap, Math.min(capacity, size * 2));
      }
      place(value, size++);
      siftUp(value.topIndex);
    } else if (heap[0].ranksBehind(value)) {
      heap[0].topIndex = ValueCount.NOT_IN_TOP;
      place(value, 0);
      siftDown(0);
    }
  }

  /** Drops a value that was folded away. */
  void remove(ValueCount value) {
    int hole = value.topIndex;
    if (hole < 0) {
      return;
    }
    value.topIndex = ValueCount.NOT_IN_TOP;
    ValueCount last = heap[--size];
    if (hole < size) {
      place(last, hole);
      siftDown(hole);
      siftUp(last.topIndex);
    }
  }

  /** The kept values, in no order. */
  ValueCount[] values() {
    return Arrays.copyOf(heap, size);
  }

  private void siftUp(int from) {
    int at = from;
    ValueCount moving = heap[at];
    while (at > 0) {
      int parent = (at - 1) >>> 1;
      if (!moving.ranksBehind(heap[parent])) {
        break;
      }
      place(heap[parent], at);
      at = parent;
    }
    place(moving, at);
  }

  private void siftDown(int from) {
    int at = from;
    ValueCount moving = heap[at];
    for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && heap[child + 1].ranksBehind(heap[child])) {
        child++;
      }
      if (!heap[child].ranksBehind(moving)) {
        break;
      }
      place(heap[child], at);
      at = child;
    }
    place(moving, at);
  }

  private void place(ValueCount value, int at) {
    heap[at] = value;
    value.topIndex = at;
  }
}
