package io.tidemark.topology.dedup;

import io.tidemark.topology.rows.Rows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several segments on their way into a larger one, a few pages a flush; they answer until it is
 * there. Not thread-safe.
 *
 * <p>A step takes one prefix of the finest input, which is one page of each (or a part of one,
 * which is kept for the next step), and makes the pages of the same prefix of it.
 */
final class Merging {
  private static final int IDS_OF_A_READ = 64;

  private final List<Input> inputs;
  private final SegmentWriter writer;
  private final int stepBits;
  private final long oldest;
  private final IdList[] pages;
  private long step;

  /**
   * Starts.
   *
   * @param oldest what arrived before this second is left out
   */
  Merging(List<Sealed> segments, SegmentWriter writer, Rows rows, long oldest) {
    this.inputs = segments.stream().map(from -> new Input(from.withoutFilter(), rows)).toList();
    this.writer = writer;
    this.stepBits = finest(segments);
    this.oldest = oldest;
    this.pages = new IdList[1 << (writer.prefixBits() - stepBits)];
    for (int i = 0; i < pages.length; i++) {
      pages[i] = new IdList();
    }
  }

  /** The most prefix bits of a segment: the least that the merged one may have. */
  static int finest(List<Sealed> segments) {
    return segments.stream().mapToInt(each -> each.segment().prefixBits()).max().orElse(0);
  }

  /** Whether a segment goes into it. */
  boolean takes(Segment segment) {
    return inputs.stream().anyMatch(in -> in.from.segment().number() == segment.number());
  }

  /** Level of what goes into it. */
  int level() {
    return inputs.get(0).from.segment().level();
  }

  /** Size of the filter that is being filled. */
  long filterBytes() {
    return writer.filterBytes();
  }

  /**
   * Writes further pages.
   *
   * @param ids about so many ids of them
   * @return the segment, once all is written
   */
  @Nullable Sealed advance(int ids, Rows.Batch batch) {
    int left = ids;
    for (; step >> stepBits == 0; step++) {
      if (left <= 0) {
        return null;
      }
      left -= step((int) step, batch);
    }
    return writer.finish(batch);
  }

  private int step(int prefix, Rows.Batch batch) {
    int cost = 0;
    for (Input input : inputs) {
      IdList ids = input.page(prefix >>> (stepBits - input.from.segment().prefixBits()));
      cost += IDS_OF_A_READ + ids.size();
      for (int i = 0; i < ids.size(); i++) {
        if (Segment.prefix(ids.hash(i), stepBits) == prefix && ids.arrival(i) >= oldest) {
          int page = Segment.prefix(ids.hash(i), writer.prefixBits());
          pages[page & pages.length - 1].add(ids.hash(i), ids.tail(i), ids.arrival(i));
        }
      }
    }
    for (int i = 0; i < pages.length; i++) {
      if (pages[i].size() > 0) {
        writer.page(prefix * pages.length + i, pages[i], batch);
        pages[i].clear(SegmentWriter.MOST_IDS_PER_ROW);
      }
    }
    return cost;
  }

  /** A segment and the page of it that was read last. */
  private static final class Input {
    private final Sealed from;
    private final Rows rows;
    private final IdList ids = new IdList();
    private int read = -1;

    Input(Sealed from, Rows rows) {
      this.from = from;
      this.rows = rows;
    }

    IdList page(int prefix) {
      if (prefix != read) {
        ids.clear(SegmentWriter.MOST_IDS_PER_ROW);
        from.page(prefix, rows, ids);
        read = prefix;
      }
      return ids;
    }
  }
}
