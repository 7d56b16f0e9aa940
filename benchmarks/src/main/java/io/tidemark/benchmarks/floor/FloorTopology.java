package io.tidemark.benchmarks.floor;

import static java.util.Objects.requireNonNull;

import io.tidemark.schemas.event.EventBytes;
import io.tidemark.schemas.topic.Topics;
import io.tidemark.topology.process.PolledRecords;
import io.tidemark.topology.store.Commits;
import io.tidemark.topology.store.WriteBackStoreBuilder;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** A topology of the same inputs as Tidemark's, that does next to nothing with an event. */
final class FloorTopology {
  private final Work work;
  private final Commits commits;
  private final LongAdder seen = new LongAdder();

  FloorTopology(Work work, Commits commits) {
    this.work = work;
    this.commits = commits;
  }

  /** Events seen so far. */
  long seen() {
    return seen.sum();
  }

  Topology build() {
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    Topology topology = new Topology();
    topology.addSource("events", bytes, bytes, Topics.EVENTS);
    topology.addSource("refusals", bytes, bytes, Topics.REFUSALS);
    topology.addProcessor("step", Step::new, "events", "refusals");
    topology.addStateStore(
        WriteBackStoreBuilder.of(FloorStore.NAME, commits, rows -> new FloorStore(rows, work)),
        "step");
    return topology;
  }

  private final class Step extends ContextualProcessor<byte[], byte[], Void, Void> {
    private static final int MOST_OWED = 100_000;

    private final EventBytes event = new EventBytes();
    private @Nullable FloorStore store;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
      super.init(context);
      store = context.getStateStore(FloorStore.NAME);
    }

    @Override
    public void process(Record<byte[], byte[]> given) {
      PolledRecords.of(given, context()).forEach(this::process);
    }

    private void process(ConsumerRecord<byte[], byte[]> raw) {
      if (work.decode() && event.read(raw.value(), raw.key(), raw.timestamp()) != null) {
        throw new IllegalStateException("an event of the benchmark is refused");
      }
      FloorStore rows = requireNonNull(store);
      rows.event();
      if (rows.owed() >= MOST_OWED) {
        context().commit();
      }
      seen.increment();
    }
  }
}
