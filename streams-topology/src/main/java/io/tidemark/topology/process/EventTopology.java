package io.tidemark.topology.process;

import io.tidemark.schemas.hot.HotSites;
import io.tidemark.schemas.topic.Topics;
import io.tidemark.topology.TopologyConfig;
import io.tidemark.topology.rollup.RollupLimits;
import io.tidemark.topology.store.Commits;
import io.tidemark.topology.store.LocalViews;
import io.tidemark.topology.store.WriteBackStoreBuilder;
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
 *   events ─▶ count (rollups, seen-events)
 *               ├─▶ dlq ─▶ topic events-dlq
 *               └─▶ strays ─▶ internal topic rekey
 *                                  │
 *             rekeyed ◀────────────┘
 *               └─▶ count-rekeyed (rollups, seen-events)
 *                      ├─▶ dlq
 *                      └─▶ strays: events of hot sites alone
 *   tidemark-refusals ─▶ add-refusals (rollups)
 * </pre>
 *
 * <p>One sub-topology: task p reads partition p of both topics and holds the sites whose home is p,
 * and the parts of hot sites that are in p. The internal topic is one that Kafka Streams creates
 * and purges; the Processor API has no public method to ask for one, hence the subclass.
 */
public final class EventTopology extends Topology {
  /** Name of the internal topic, behind the application id. */
  public static final String REKEY_TOPIC = "rekey";

  private EventTopology() {}

  /**
   * Builds it.
   *
   * @param partitions N, the number of partitions of {@code events}
   * @param deadLetters whether what is no event goes to {@code events-dlq}
   * @param hotSites what is known of hot sites; may change at any time
   * @param commits tells what is committed
   * @param views where questions find the rollups
   */
  public static Topology build(
      TopologyConfig config,
      int partitions,
      boolean deadLetters,
      HotSites hotSites,
      Commits commits,
      LocalViews views,
      TopologyMetrics metrics) {
    CountingRules rules = CountingRules.of(config, partitions, deadLetters);
    EventTopology topology = new EventTopology();
    topology.addInternalTopic(partitions);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    topology.addSource(Nodes.EVENTS, bytes, bytes, Topics.EVENTS);
    topology.addProcessor(
        Nodes.COUNT, () -> new EventStep(rules, hotSites, false, metrics), Nodes.EVENTS);
    topology.addSource(Nodes.REKEYED, bytes, bytes, REKEY_TOPIC);
    topology.addProcessor(
        Nodes.COUNT_REKEYED, () -> new EventStep(rules, hotSites, true, metrics), Nodes.REKEYED);
    topology.addSource(Nodes.REFUSALS, bytes, bytes, Topics.REFUSALS);
    topology.addProcessor(Nodes.ADD_REFUSALS, AddRefusalsStep::new, Nodes.REFUSALS);
    addSinks(topology);
    topology.addStateStore(
        WriteBackStoreBuilder.rollups(metrics, RollupLimits.of(config), commits, views),
        Nodes.COUNT,
        Nodes.COUNT_REKEYED,
        Nodes.ADD_REFUSALS);
    topology.addStateStore(
        WriteBackStoreBuilder.seenEvents(metrics, commits, config.dedupWindow()),
        Nodes.COUNT,
        Nodes.COUNT_REKEYED);
    return topology;
  }

  private static void addSinks(Topology topology) {
    ByteArraySerializer bytes = new ByteArraySerializer();
    topology.addSink(
        Nodes.STRAYS, REKEY_TOPIC, bytes, bytes, home(), Nodes.COUNT, Nodes.COUNT_REKEYED);
    topology.addSink(Nodes.DLQ, Topics.DLQ, bytes, bytes, Nodes.COUNT, Nodes.COUNT_REKEYED);
  }

  private static StreamPartitioner<byte[], byte[]> home() {
    return (topic, key, json, partitions) ->
        Optional.of(Set.of(RekeyKey.partition(key, partitions)));
  }

  private void addInternalTopic(int partitions) {
    internalTopologyBuilder.addInternalTopic(REKEY_TOPIC, new InternalTopicProperties(partitions));
  }
}
