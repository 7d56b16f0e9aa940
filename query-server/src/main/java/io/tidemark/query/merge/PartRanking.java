package io.tidemark.query.merge;

import io.tidemark.schemas.users.UserSketch;
import io.tidemark.topology.view.Utf8Order;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the values with the highest scores over the parts of a hot site, whose lists are as long as
 * they are: a threshold merge, with exact look-ups where a part's list is silent. A score is views,
 * or their gain against earlier ones. Not thread-safe.
 */
public final class PartRanking {
  /*
   * A value that a part does not list has at most the part's bound there. Hence
   *
   *   upper(value)  = what the lists say + the bounds of the parts that do not list it
   *   threshold     = the sum of all bounds: the most a value has that no part lists
   *
   * Values are looked up by upper bound, as long as one may belong among the best. What then is
   * above the threshold is certain; how wrong the rest may be is the error.
   *
   * Fagin, Lotem, Naor: Optimal aggregation algorithms for middleware, PODS 2001.
   */

  private static final int BATCH = 200;
  private static final int BATCH_CHARACTERS = 20_000;
  private static final int MOST_LOOKED_UP = 4_000;

  private static final Comparator<Row> ORDER =
      Comparator.comparingLong(Row::score)
          .reversed()
          .thenComparing(Row::value, Utf8Order.ASCENDING);

  /**
   * A value and its views.
   *
   * @param previous views that count against it; 0 where nothing is compared
   * @param users null: not known
   */
  public record Row(String value, long current, long previous, @Nullable UserSketch users) {
    long score() {
      return current - previous;
    }
  }

  /**
   * What one part lists.
   *
   * @param rows the values with the highest scores there
   * @param bound the most score of a value that is not listed, at least 0
   * @param isAll whether a value that is not listed has nothing there
   */
  public record Head(List<Row> rows, long bound, boolean isAll) {
    public Head {
      rows = List.copyOf(rows);
    }
  }

  /** Where exact counts come from. */
  public interface Source {
    /**
     * Looks values up.
     *
     * @param values for each part those wanted of it, most important first
     * @return for each part what it told; values that it left out are not known
     */
    List<List<Row>> lookUp(List<List<String>> values);
  }

  /**
   * The outcome.
   *
   * @param rows best first, each with a score of at least 1
   * @param error by how much a score may be wrong, or that of one that is missing be higher than
   *     the last one's; 0: exact
   */
  public record Result(List<Row> rows, long error) {}

  private final List<Head> heads;
  private final int limit;
  private final long threshold;
  private final Map<String, Candidate> candidates = new HashMap<>();

  /** A value some part lists. */
  private final class Candidate {
    private final String value;
    private long current;
    private long previous;
    private final List<UserSketch> users = new ArrayList<>();
    private boolean usersKnown = true;

    /** The parts that may have more of it. */
    private final BitSet silent = new BitSet();

    Candidate(String value) {
      this.value = value;
      for (int part = 0; part < heads.size(); part++) {
        silent.set(part, !heads.get(part).isAll());
      }
    }

    void add(int part, Row row) {
      current += row.current();
      previous += row.previous();
      silent.clear(part);
      if (row.users() == null) {
        usersKnown = false;
      } else {
        users.add(row.users());
      }
    }

    boolean isResolved() {
      return silent.isEmpty();
    }

    long shown() {
      return current - previous;
    }

    long hidden() {
      return silent.stream().mapToLong(part -> heads.get(part).bound()).sum();
    }

    long upper() {
      return shown() + hidden();
    }

    Row toRow() {
      boolean known = usersKnown && isResolved();
      return new Row(value, current, previous, known ? Users.union(users) : null);
    }
  }

  /**
   * A ranking of some parts' lists.
   *
   * @param heads one for each part
   * @param limit most rows, at least 1
   */
  public PartRanking(List<Head> heads, int limit) {
    this.heads = List.copyOf(heads);
    this.limit = limit;
    this.threshold = heads.stream().mapToLong(Head::bound).sum();
    for (int part = 0; part < heads.size(); part++) {
      for (Row row : heads.get(part).rows()) {
        candidates.computeIfAbsent(row.value(), Candidate::new).add(part, row);
      }
    }
  }

  /** The values with the highest scores. */
  public Result rank(Source source) {
    int lookedUp = 0;
    while (lookedUp < MOST_LOOKED_UP) {
      List<Candidate> batch = nextBatch();
      if (batch.isEmpty() || !lookUp(batch, source)) {
        break;
      }
      lookedUp += batch.size();
    }
    return result();
  }

  /** Those that may belong among the best and are not known exactly. */
  private List<Candidate> nextBatch() {
    long least =
        candidates.values().stream()
            .filter(Candidate::isResolved)
            .map(Candidate::shown)
            .sorted(Comparator.reverseOrder())
            .skip(limit - 1L)
            .findFirst()
            .orElse(1L);
    long wanted = Math.max(1, least);
    List<Candidate> open =
        candidates.values().stream()
            .filter(candidate -> !candidate.isResolved() && candidate.upper() >= wanted)
            .sorted(Comparator.comparingLong(Candidate::upper).reversed())
            .limit(BATCH)
            .toList();
    List<Candidate> batch = new ArrayList<>();
    int characters = 0;
    for (Candidate candidate : open) {
      characters += candidate.value.length();
      if (characters <= BATCH_CHARACTERS || batch.isEmpty()) {
        batch.add(candidate);
      }
    }
    return batch;
  }

  /** Whether anything new was told. */
  private boolean lookUp(List<Candidate> batch, Source source) {
    List<List<String>> wanted = new ArrayList<>();
    for (int part = 0; part < heads.size(); part++) {
      int asked = part;
      wanted.add(
          batch.stream()
              .filter(candidate -> candidate.silent.get(asked))
              .map(candidate -> candidate.value)
              .toList());
    }
    List<List<Row>> told = source.lookUp(wanted);
    boolean any = false;
    for (int part = 0; part < told.size(); part++) {
      for (Row row : told.get(part)) {
        Candidate candidate = candidates.get(row.value());
        if (candidate != null && candidate.silent.get(part)) {
          candidate.add(part, row);
          any = true;
        }
      }
    }
    return any;
  }

  private Result result() {
    List<Candidate> sorted =
        candidates.values().stream()
            .sorted(
                Comparator.comparingLong(Candidate::shown)
                    .reversed()
                    .thenComparing(candidate -> candidate.value, Utf8Order.ASCENDING))
            .toList();
    List<Row> rows = new ArrayList<>();
    long unsure = 0;
    long missing = threshold;
    for (Candidate candidate : sorted) {
      if (rows.size() < limit && candidate.shown() >= 1) {
        rows.add(candidate.toRow());
        unsure = Math.max(unsure, candidate.isResolved() ? 0 : Math.max(1, candidate.hidden()));
      } else if (!candidate.isResolved()) {
        missing = Math.max(missing, candidate.upper());
      }
    }
    rows.sort(ORDER);
    long last = rows.size() < limit ? 0 : rows.get(rows.size() - 1).score();
    boolean isProven = missing <= 0 || missing < last;
    return new Result(rows, Math.max(unsure, isProven ? 0 : Math.max(1, missing - last)));
  }
}
