package io.tidemark.standalone.replay;

import java.util.List;

/**
 * Lines that travel together.
 *
 * @param lines those that are sent
 * @param events the same as they are sent, with event ids
 * @param unsent those that are not sent, because they cannot be part of a batch
 * @param endOffset where the line after the last one begins
 * @param endLine number of lines of the file up to and including the last one, blank ones too
 */
record Batch(
    List<Line> lines, List<byte[]> events, List<Refused> unsent, long endOffset, long endLine) {
  Batch {
    lines = List.copyOf(lines);
    events = List.copyOf(events);
    unsent = List.copyOf(unsent);
  }

  /** A line that did not become an event, and why. */
  record Refused(Line line, BatchResult.Rejection why) {}
}
