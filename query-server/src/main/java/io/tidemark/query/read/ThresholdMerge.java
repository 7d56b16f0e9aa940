package io.tidemark.query.read;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Finds the values with the most views over many buckets without reading all their rows: a
 * threshold merge of the buckets' top tables, with look-ups of exact counts where tables are
 * silent.
 *
 * <p>With previous buckets it ranks by gain, that is views in the current buckets minus views in
 * the previous ones.
 */
final class ThresholdMerge {
  /*
   * Every table gives its head, in descending order; a value it does not list has at most as many
   * views there as its last row (its bound; 0 if the table is complete). Hence
   *
   *   upper(value)  = what the tables say + the bounds of the current tables that do not list it
   *   threshold     = the sum of all current bounds: the most a value has that no table lists
   *
   * Candidates are taken by upper bound. One that is not exact yet is looked up in the tables that
   * do not list it and put back. One that is exact is proven: no candidate can be above it, and no
   * hidden value either while it is above the threshold. When the threshold stands in the way, or a
   * quarter of the look-ups was not enough, longer heads help. When heads cannot grow and the
   * look-ups are used up, what is listed beyond the proven rows is the best known, and the error
   * says how wrong that may be.
   *
   * Fagin, Lotem, Naor: Optimal aggregation algorithms for middleware, PODS 2001.
   */

  /** Rows of the first head, of few tables; of many ones so many over all, but for the limit. */
  private static final int FIRST_HEAD = 64;

  private static final int FIRST_ROWS = 4_096;
  private static final int HEAD_GROWTH = 4;

  /** Most rows held at once over all tables, to bound memory. */
  private static final int MAX_ROWS = 300_000;

  /** The outcome: rows, best first, and by how many views they may be wrong; 0: exact. */
  record Ranking(List<Candidate> rows, long error) {}

  private final List<BucketTable> tables;
  private final int limit;
  private final LookUps lookUps;

  private final Map<String, Candidate> lookedUp = new HashMap<>();
  private List<Candidate> candidates = List.of();
  private int incomplete;
  private long threshold;

  /** Whether the last proof left nothing open: no other value belongs into the ranking. */
  private boolean whole;

  /**
   * @param tables of current and previous buckets
   * @param limit most rows of the ranking, at least 1
   */
  ThresholdMerge(List<BucketTable> tables, int limit, LookUps lookUps) {
    this.tables = tables;
    this.limit = limit;
    this.lookUps = lookUps;
  }

  /** The values with at least 1 view (or 1 more than before), best first. */
  Ranking rank() {
    if (tables.isEmpty()) {
      return new Ranking(List.of(), 0);
    }
    int most = Math.max(limit, Math.min(1000, Math.max(10, MAX_ROWS / tables.size())));
    int first = Math.min(FIRST_HEAD, FIRST_ROWS / tables.size());
    int head = Math.min(most, Math.max(first, limit + limit / 2));
    fetch(head);
    while (true) {
      collect();
      boolean last = head == most;
      List<Candidate> proven = prove(last ? 0 : lookUps.left() / 4 * 3);
      if (whole) {
        return new Ranking(proven, 0);
      }
      if (last) {
        return bestKnown(proven);
      }
      head = Math.min(most, head * HEAD_GROWTH);
      if (!fetch(head)) {
        head = most; // no table tells more: the look-ups that are left decide
      }
    }
  }

  /** Asks every table for a head of that many rows; false if none told more. */
  private boolean fetch(int rows) {
    boolean more = false;
    for (BucketTable table : tables) {
      more |= table.fetch(rows);
    }
    return more;
  }

  private void collect() {
    Map<String, Candidate> byValue = new HashMap<>();
    long currentBound = 0;
    long previousBound = 0;
    incomplete = 0;
    for (int i = 0; i < tables.size(); i++) {
      BucketTable table = tables.get(i);
      incomplete += table.complete() ? 0 : 1;
      if (table.previous()) {
        previousBound += table.bound();
      } else {
        currentBound += table.bound();
        for (var row : table.rows()) {
          byValue.computeIfAbsent(row.value(), Candidate::new).list(i, table, row.views());
        }
      }
    }
    for (int i = 0; i < tables.size(); i++) {
      BucketTable table = tables.get(i);
      if (table.previous()) {
        for (var row : table.rows()) {
          Candidate candidate = byValue.get(row.value());
          if (candidate != null) { // what no current table lists, the threshold covers
            candidate.list(i, table, row.views());
          }
        }
      }
    }
    for (Candidate candidate : byValue.values()) {
      candidate.bound(currentBound, previousBound);
    }
    byValue.putAll(lookedUp);
    candidates = List.copyOf(byValue.values());
    threshold = currentBound;
  }

  /**
   * The leading rows of the ranking that are certain.
   *
   * @param reserve look-ups to leave for later, with longer heads
   */
  private List<Candidate> prove(long reserve) {
    whole = false;
    PriorityQueue<Candidate> queue =
        new PriorityQueue<>(
            Comparator.comparingLong(Candidate::upper)
                .reversed()
                .thenComparing(Candidate::isResolved)
                .thenComparing(Candidate.BY_SHOWN));
    for (Candidate candidate : candidates) {
      if (candidate.upper() > threshold) { // of the others none can be proven
        queue.add(candidate);
      }
    }
    List<Candidate> proven = new ArrayList<>();
    while (proven.size() < limit) {
      Candidate best = queue.poll();
      if (best == null || best.upper() <= threshold) {
        whole = threshold == 0;
        return proven;
      }
      if (best.isResolved()) {
        proven.add(best);
      } else if (lookUps.take(incomplete - best.listed(), reserve)) {
        queue.add(lookUp(best));
      } else {
        return proven;
      }
    }
    whole = true;
    return proven;
  }

  private Candidate lookUp(Candidate candidate) {
    long current = candidate.current();
    long previous = candidate.previous();
    for (int i = 0; i < tables.size(); i++) {
      BucketTable table = tables.get(i);
      if (!table.complete() && !candidate.isListedIn(i)) {
        long views = table.views(candidate.value);
        if (table.previous()) {
          previous += views;
        } else {
          current += views;
        }
      }
    }
    Candidate exact = Candidate.resolved(candidate.value, current, previous);
    lookedUp.put(candidate.value, exact);
    return exact;
  }

  private Ranking bestKnown(List<Candidate> proven) {
    List<Candidate> rows = new ArrayList<>(proven);
    Set<String> listed = new HashSet<>();
    proven.forEach(candidate -> listed.add(candidate.value));
    List<Candidate> others =
        candidates.stream()
            .map(candidate -> lookedUp.getOrDefault(candidate.value, candidate))
            .filter(candidate -> !listed.contains(candidate.value))
            .sorted(Candidate.BY_SHOWN)
            .toList();
    long error = 1;
    long highestMissing = threshold;
    for (Candidate candidate : others) {
      if (rows.size() < limit && candidate.shown() >= 1) {
        rows.add(candidate);
        error = Math.max(error, candidate.error());
      } else {
        highestMissing = Math.max(highestMissing, candidate.upper());
      }
    }
    long lastShown = rows.size() < limit ? 0 : rows.get(rows.size() - 1).shown();
    return new Ranking(rows, Math.max(error, highestMissing - lastShown));
  }
}
