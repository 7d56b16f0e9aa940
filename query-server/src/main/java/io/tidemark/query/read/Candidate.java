package io.tidemark.query.read;

import io.tidemark.topology.view.ValueViews;
import java.util.Arrays;
import java.util.Comparator;

/**
 * A value some table lists, and what is known of its views so far. Not thread-safe.
 *
 * <p>{@code shown} is what the tables that list it say: current views minus previous views. The
 * truth lies in {@code shown - hiddenPrevious .. shown + hiddenCurrent}.
 */
final class Candidate {
  /** Best first by what is known, ties by the value's UTF-8 bytes. */
  static final Comparator<Candidate> BY_SHOWN =
      Comparator.comparing(c -> new ValueViews(c.value, c.shown()), ValueViews.ORDER);

  final String value;
  private long current;
  private long previous;
  private long listedCurrentBound;
  private long listedPreviousBound;
  private long hiddenCurrent;
  private long hiddenPrevious;
  private int[] listedIn = new int[4];
  private int listed;
  private boolean resolved;

  Candidate(String value) {
    this.value = value;
  }

  /** A value whose exact views are known. */
  static Candidate resolved(String value, long current, long previous) {
    Candidate candidate = new Candidate(value);
    candidate.current = current;
    candidate.previous = previous;
    candidate.resolved = true;
    return candidate;
  }

  /** Notes what the table with that index says. */
  void list(int index, BucketTable table, long views) {
    if (table.previous()) {
      previous += views;
      listedPreviousBound += table.bound();
    } else {
      current += views;
      listedCurrentBound += table.bound();
    }
    if (!table.complete()) {
      if (listed == listedIn.length) {
        listedIn = Arrays.copyOf(listedIn, listed * 2);
      }
      listedIn[listed++] = index;
    }
  }

  /**
   * Works out what the tables that do not list it may hide.
   *
   * @param currentBound the sum of all current tables' bounds
   * @param previousBound the sum of all previous tables' bounds
   */
  void bound(long currentBound, long previousBound) {
    hiddenCurrent = currentBound - listedCurrentBound;
    hiddenPrevious = previousBound - listedPreviousBound;
    resolved = hiddenCurrent == 0 && hiddenPrevious == 0;
  }

  /** Whether the incomplete table with that index lists it. */
  boolean isListedIn(int index) {
    for (int i = 0; i < listed; i++) {
      if (listedIn[i] == index) {
        return true;
      }
    }
    return false;
  }

  /** In how many incomplete tables it is listed. */
  int listed() {
    return listed;
  }

  boolean isResolved() {
    return resolved;
  }

  long current() {
    return current;
  }

  long previous() {
    return previous;
  }

  /** As a row of a top table. */
  ValueViews toRow() {
    return new ValueViews(value, current);
  }

  long shown() {
    return current - previous;
  }

  /** The most that current minus previous views can be. */
  long upper() {
    return shown() + hiddenCurrent;
  }

  /** The most by which {@link #shown} is wrong, either way. */
  long error() {
    return Math.max(hiddenCurrent, hiddenPrevious);
  }
}
