package io.tidemark.topology.process;

import io.tidemark.schemas.topic.HomePartition;
import io.tidemark.schemas.topic.Topics;
import io.tidemark.topology.TopologyConfig;
import io.tidemark.topology.rollup.Retention;
import io.tidemark.topology.rollup.Rollups;
import io.tidemark.topology.store.WriteBackStoreBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.internals.InternalTopicProperties;

/**
 * The topology.
 *
 * <pre>
 *   events ─▶ decode ─▶ count (rollups, seen-events)
 *               │ ├─▶ dlq ─▶ topic events-dlq          ▲
 *               │ └─▶ strays ─▶ internal topic rekey   │
 *               │                    │                 │
 *               │     rekeyed ◀──────┘                 │
 *               │        └─▶ decode-rekeyed ───────────┘
 * </pre>
 *
 * <p>One sub-topology: task p reads partition p of both topics and holds the sites whose home is p.
 * The internal topic is one that Kafka Streams creates and purges; the Processor API has no public
 * method to ask for one, hence the subclass.
 */
public final class EventTopology extends Topology {
  /** Name of the internal topic, behind the application id. */
  public static final String REKEY_TOPIC = "rekey";

  private EventTopology() {}

  /**
   * Builds it.
   *
   * @param partitions N, the number of partitions of {@code events}
   */
  public static Topology build(TopologyConfig config, int partitions, TopologyMetrics metrics) {
    EventTopology topology = new EventTopology();
    topology.addInternalTopic(partitions);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    topology.addSource(Nodes.EVENTS, bytes, bytes, Topics.EVENTS);
    topology.addProcessor(
        Nodes.DECODE, () -> new DecodeStep(partitions, false, metrics), Nodes.EVENTS);
    topology.addSource(Nodes.REKEYED, bytes, bytes, REKEY_TOPIC);
    topology.addProcessor(
        Nodes.DECODE_REKEYED, () -> new DecodeStep(partitions, true, metrics), Nodes.REKEYED);
    CountStep.Dirty most = new CountStep.Dirty(config.dirtyRows(), config.dirtyBytes());
    topology.addProcessor(
        Nodes.COUNT,
        () -> new CountStep(most, config.maxSites(), metrics),
        Nodes.DECODE,
        Nodes.DECODE_REKEYED);
    addSinks(topology);
    topology.addStateStore(WriteBackStoreBuilder.rollups(metrics, limits(config)), Nodes.COUNT);
    topology.addStateStore(
        WriteBackStoreBuilder.seenEvents(metrics, config.dedupWindow()), Nodes.COUNT);
    return topology;
  }

  private static void addSinks(Topology topology) {
    ByteArraySerializer bytes = new ByteArraySerializer();
    topology.addSink(Nodes.STRAYS, REKEY_TOPIC, bytes, bytes, home(), Nodes.DECODE);
    topology.addSink(
        Nodes.DLQ, Topics.DLQ, bytes, bytes, Nodes.DECODE, Nodes.DECODE_REKEYED, Nodes.COUNT);
  }

  private static StreamPartitioner<byte[], byte[]> home() {
    return (topic, siteId, json, partitions) ->
        Optional.of(
            Set.of(HomePartition.of(new String(siteId, StandardCharsets.UTF_8), partitions)));
  }

  private static Rollups.Limits limits(TopologyConfig config) {
    return new Rollups.Limits(
        Retention.of(config.minuteRetention(), config.hourRetention()),
        config.caps(),
        config.maxSites(),
        config.cachedRows());
  }

  private void addInternalTopic(int partitions) {
    internalTopologyBuilder.addInternalTopic(REKEY_TOPIC, new InternalTopicProperties(partitions));
  }
}
