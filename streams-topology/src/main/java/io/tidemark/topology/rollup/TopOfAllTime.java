package io.tidemark.topology.rollup;

import io.tidemark.topology.view.TopValues;
import io.tidemark.topology.view.ValueViews;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/** Finds the best of {@link AllTime} from the best of its tables: a threshold merge. */
final class TopOfAllTime {
  private final AllTime all;
  private final TopValues closed;
  private final Set<String> inClosed = new HashSet<>();
  private final Set<String> onlyInOpen = new HashSet<>();

  /** Most views a value of open days may have in them without being looked at. */
  private long unseenInOpen;

  /**
   * Looks at the tables.
   *
   * @param depth how many of the best of each
   */
  TopOfAllTime(AllTime all, int depth) {
    this.all = all;
    this.closed = all.closed().top(depth);
    closed.rows().forEach(row -> inClosed.add(row.value()));
    for (ValueSource day : all.open()) {
      TopValues best = day.top(depth);
      best.rows().forEach(row -> see(row.value()));
      unseenInOpen += mostUnlisted(best);
    }
  }

  /** Whether no value that was not looked at can be among the best. */
  boolean proves(int limit) {
    if (unseenInOpen == 0) {
      return true;
    }
    List<ValueViews> best = bestRows(limit);
    return best.size() == limit
        && best.get(limit - 1).views() > unseenInOpen + mostUnlisted(closed);
  }

  void lookAtAllOpenValues() {
    all.open().forEach(day -> day.forEach(value -> see(value.text())));
    unseenInOpen = 0;
  }

  TopValues best(int limit) {
    List<ValueViews> best = bestRows(limit);
    boolean complete =
        closed.complete()
            && unseenInOpen == 0
            && inClosed.size() + onlyInOpen.size() <= best.size();
    return new TopValues(best, complete, closed.otherViews(), closed.foldError());
  }

  private void see(String value) {
    if (!inClosed.contains(value)) {
      onlyInOpen.add(value);
    }
  }

  private List<ValueViews> bestRows(int limit) {
    PriorityQueue<ValueViews> worstFirst = new PriorityQueue<>(ValueViews.ORDER.reversed());
    for (ValueViews row : closed.rows()) {
      long ofDays = all.viewsOfOpenDays(utf8(row.value()));
      offer(worstFirst, limit, new ValueViews(row.value(), row.views() + ofDays));
    }
    long unlisted = mostUnlisted(closed);
    for (ValueViews ofDays : openOnlyBestFirst()) {
      boolean canEnter =
          worstFirst.size() < limit || ofDays.views() + unlisted >= worstFirst.element().views();
      if (!canEnter) {
        break;
      }
      long ofClosed = unlisted == 0 ? 0 : all.closed().views(utf8(ofDays.value()));
      offer(worstFirst, limit, new ValueViews(ofDays.value(), ofDays.views() + ofClosed));
    }
    List<ValueViews> best = new ArrayList<>(worstFirst);
    best.sort(ValueViews.ORDER);
    return best;
  }

  private List<ValueViews> openOnlyBestFirst() {
    List<ValueViews> sums = new ArrayList<>(onlyInOpen.size());
    for (String value : onlyInOpen) {
      sums.add(new ValueViews(value, all.viewsOfOpenDays(utf8(value))));
    }
    sums.sort(Comparator.comparingLong(ValueViews::views).reversed());
    return sums;
  }

  private static void offer(PriorityQueue<ValueViews> worstFirst, int limit, ValueViews row) {
    worstFirst.add(row);
    if (worstFirst.size() > limit) {
      worstFirst.remove();
    }
  }

  /** Most views of a value that is not listed. */
  private static long mostUnlisted(TopValues top) {
    List<ValueViews> rows = top.rows();
    return top.complete() || rows.isEmpty() ? 0 : rows.get(rows.size() - 1).views();
  }

  private static byte[] utf8(String value) {
    return value.getBytes(StandardCharsets.UTF_8);
  }
}
