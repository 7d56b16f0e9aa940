package io.tidemark.standalone.replay;

import io.tidemark.standalone.replay.BatchResult.Rejection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Cuts lines into batches of bounded size; blank lines are left out. Not thread-safe. */
final class BatchCutter {
  /** Half of what a gateway takes at its default setting. */
  private static final int MAX_BATCH_BYTES = 4 * 1024 * 1024;

  private final LineReader reader;
  private final EventIds ids;
  private final int maxEvents;
  private final LineCheck check = new LineCheck();
  private @Nullable Line pending;

  BatchCutter(LineReader reader, EventIds ids, int maxEvents) {
    this.reader = reader;
    this.ids = ids;
    this.maxEvents = maxEvents;
  }

  /** The next batch; null at the end of the file. */
  @Nullable Batch next() throws IOException {
    List<Line> lines = new ArrayList<>();
    List<byte[]> events = new ArrayList<>();
    List<Batch.Refused> unsent = new ArrayList<>();
    long bytes = 0;
    long endOffset = 0;
    long endLine = 0;
    while (lines.size() + unsent.size() < maxEvents) {
      Line line = pending != null ? pending : nextLine();
      pending = null;
      if (line == null) {
        break;
      }
      if (!lines.isEmpty() && bytes + line.bytes().length > MAX_BATCH_BYTES) {
        pending = line;
        break;
      }
      Optional<Rejection> problem = check.problem(line);
      if (problem.isPresent()) {
        unsent.add(new Batch.Refused(line, problem.get()));
      } else {
        lines.add(line);
        events.add(ids.withId(line));
        bytes += line.bytes().length;
      }
      endOffset = reader.offset();
      endLine = reader.lines();
    }
    boolean end = lines.isEmpty() && unsent.isEmpty();
    return end ? null : new Batch(lines, events, unsent, endOffset, endLine);
  }

  private @Nullable Line nextLine() throws IOException {
    Line line = reader.next();
    while (line != null && line.isBlank()) {
      line = reader.next();
    }
    return line;
  }
}
