package io.tidemark.query.read;

import io.tidemark.query.merge.Partial;
import io.tidemark.query.merge.Users;
import io.tidemark.query.plan.TopRead;
import io.tidemark.schemas.users.UserSketch;
import io.tidemark.topology.view.TopValues;
import io.tidemark.topology.view.ValueViews;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Reads the top rows of some buckets together, and their users. Not thread-safe. */
final class TopReader {
  private final TopRead wanted;
  private final List<BucketTable> tables;
  private final long mostOfUsers;
  private final LongConsumer lookUpsMade;

  /**
   * @param tables one per bucket that has views, of the dimension wanted
   * @param mostOfUsers most look-ups for the users of the rows; those of the rows beyond are null
   */
  TopReader(TopRead wanted, List<BucketTable> tables, long mostOfUsers, LongConsumer lookUpsMade) {
    this.wanted = wanted;
    this.tables = tables;
    this.mostOfUsers = mostOfUsers;
    this.lookUpsMade = lookUpsMade;
  }

  Partial.Top read() {
    List<ValueViews> rows;
    long error = 0;
    if (tables.size() == 1) {
      TopValues only = tables.get(0).only(wanted.limit());
      rows = only.rows();
    } else {
      LookUps lookUps = new LookUps(LookUps.MAX, lookUpsMade);
      ThresholdMerge.Ranking ranking = new ThresholdMerge(tables, wanted.limit(), lookUps).rank();
      rows = ranking.rows().stream().map(Candidate::toRow).toList();
      error = ranking.error();
    }
    return new Partial.Top(
        withUsers(rows),
        tables.stream().mapToLong(BucketTable::otherViews).sum(),
        error + foldError(tables));
  }

  /** The most views by which folding may have made a sum too low. */
  static long foldError(List<BucketTable> tables) {
    return tables.stream().mapToLong(BucketTable::foldError).sum();
  }

  private List<Partial.TopRow> withUsers(List<ValueViews> rows) {
    if (!wanted.users() || !tables.stream().allMatch(BucketTable::keepsUsers)) {
      return rows.stream().map(row -> new Partial.TopRow(row.value(), row.views(), null)).toList();
    }
    Map<String, List<BucketTable>> holders = holders(rows);
    LookUps lookUps = new LookUps(mostOfUsers, lookUpsMade);
    List<Partial.TopRow> counted = new ArrayList<>();
    for (ValueViews row : rows) {
      UserSketch users = users(row.value(), holders.getOrDefault(row.value(), List.of()), lookUps);
      counted.add(new Partial.TopRow(row.value(), row.views(), users));
    }
    return counted;
  }

  /** The tables that may have users of each row. */
  private Map<String, List<BucketTable>> holders(List<ValueViews> rows) {
    Map<String, List<BucketTable>> holders = new HashMap<>();
    rows.forEach(row -> holders.put(row.value(), new ArrayList<>()));
    for (BucketTable table : tables) {
      for (ValueViews row : table.complete() ? table.rows() : rows) {
        List<BucketTable> ofRow = holders.get(row.value());
        if (ofRow != null) {
          ofRow.add(table);
        }
      }
    }
    return holders;
  }

  /** Null if that took more look-ups than are left. */
  private static @Nullable UserSketch users(
      String value, List<BucketTable> holders, LookUps lookUps) {
    if (!lookUps.take(holders.size(), 0)) {
      return null;
    }
    return Users.union(
        holders.stream().map(table -> table.users(value)).flatMap(Optional::stream).toList());
  }
}
