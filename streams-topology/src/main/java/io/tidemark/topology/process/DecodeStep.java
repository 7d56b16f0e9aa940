package io.tidemark.topology.process;

import io.tidemark.schemas.event.Decoded;
import io.tidemark.schemas.event.Event;
import io.tidemark.schemas.event.EventDefaults;
import io.tidemark.schemas.event.EventReader;
import io.tidemark.schemas.event.Refusal;
import io.tidemark.schemas.topic.HomePartition;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to event. A valid event at home goes on to {@link Nodes#COUNT}; one that arrived on another site's partition
 * goes home through {@link Nodes#STRAYS}; what is not a valid event goes to {@link Nodes#DLQ}. Nothing stops the stream.
 *
 * <p>The record's timestamp is its arrival time: {@code events} has {@code LogAppendTime}, and re-keying keeps it.
 */
public final class DecodeStep implements Processor<byte[], byte[], Object, Object> {
  private final EventReader reader;
  private final int partitions;
  private final boolean rekeyed;
  private final TopologyMetrics metrics;
  private @Nullable ProcessorContext<Object, Object> context;

  /**
   * A step for one of the two sources.
   *
   * @param partitions N
   * @param rekeyed whether this reads what was re-keyed already; that is never sent on again
   */
  public DecodeStep(EventReader reader, int partitions, boolean rekeyed, TopologyMetrics metrics) {
    this.reader = reader;
    this.partitions = partitions;
    this.rekeyed = rekeyed;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    this.context = context;
  }

  @Override
  public void process(Record<byte[], byte[]> raw) {
    ProcessorContext<Object, Object> out = java.util.Objects.requireNonNull(context);
    Decoded decoded =
        reader.read(raw.value(), new EventDefaults(siteOf(raw.key()), raw.timestamp()));
    if (decoded instanceof Decoded.Refused refused) {
      refuse(raw, refused.refusal());
      return;
    }
    Event event = ((Decoded.Accepted) decoded).event();
    if (!rekeyed && HomePartition.of(event.siteId(), partitions) != out.taskId().partition()) {
      metrics.stray();
      out.forward(
          raw.withKey(event.siteId().getBytes(StandardCharsets.UTF_8)).withValue(raw.value()),
          Nodes.STRAYS);
    } else {
      out.forward(new Record<>(raw.value(), event, raw.timestamp()), Nodes.COUNT);
    }
  }

  private void refuse(Record<byte[], byte[]> raw, Refusal refusal) {
    metrics.refused(refusal.code());
    ProcessorContext<Object, Object> out = java.util.Objects.requireNonNull(context);
    RecordMetadata origin = out.recordMetadata().orElse(null);
    out.forward(DeadLetter.of(raw.key(), raw.value(), raw.timestamp(), refusal, origin), Nodes.DLQ);
  }

  private static @Nullable String siteOf(byte @Nullable [] key) {
    return key == null || key.length == 0 ? null : new String(key, StandardCharsets.UTF_8);
  }
}
