package io.tidemark.topology.process;

import io.tidemark.schemas.event.Decoded;
import io.tidemark.schemas.event.Event;
import io.tidemark.schemas.event.EventDefaults;
import io.tidemark.schemas.event.EventReader;
import io.tidemark.schemas.topic.HomePartition;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to event. A valid event at home goes on to {@link Nodes#COUNT}; one that arrived on another
 * site's partition goes home through {@link Nodes#STRAYS}; what is not a valid event goes to {@link
 * Nodes#DLQ}. Nothing stops the stream.
 *
 * <p>The record's timestamp is its arrival time: {@code events} has {@code LogAppendTime}, and
 * re-keying keeps it.
 */
final class DecodeStep extends ContextualProcessor<byte[], byte[], byte[], Object> {
  private final EventReader reader = new EventReader();
  private final int partitions;
  private final boolean rekeyed;
  private final TopologyMetrics metrics;

  /**
   * A step for one of the two sources.
   *
   * @param partitions N
   * @param rekeyed whether this reads what was re-keyed already; that is never sent on again
   */
  DecodeStep(int partitions, boolean rekeyed, TopologyMetrics metrics) {
    this.partitions = partitions;
    this.rekeyed = rekeyed;
    this.metrics = metrics;
  }

  @Override
  public void process(Record<byte[], byte[]> raw) {
    EventDefaults defaults = new EventDefaults(siteOf(raw.key()), raw.timestamp());
    Decoded decoded = reader.read(raw.value(), defaults);
    if (decoded instanceof Decoded.Accepted accepted) {
      accept(raw, accepted.event());
    } else if (decoded instanceof Decoded.Refused refused) {
      metrics.refused(refused.refusal().code());
      context()
          .forward(DeadLetter.of(raw, refused.refusal(), context().recordMetadata()), Nodes.DLQ);
    }
  }

  private void accept(Record<byte[], byte[]> raw, Event event) {
    if (!rekeyed
        && HomePartition.of(event.siteId(), partitions) != context().taskId().partition()) {
      metrics.stray();
      byte[] key = event.siteId().getBytes(StandardCharsets.UTF_8);
      context().forward(raw.withKey(key), Nodes.STRAYS);
    } else {
      context().forward(raw.withValue(new ArrivedEvent(event, raw.value())), Nodes.COUNT);
    }
  }

  /** The site that the key names; null if it names none, or is not UTF-8. */
  private static @Nullable String siteOf(byte @Nullable [] key) {
    if (key == null || key.length == 0) {
      return null;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
