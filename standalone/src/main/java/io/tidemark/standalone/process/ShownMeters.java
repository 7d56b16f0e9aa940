package io.tidemark.standalone.process;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.List;
import java.util.Set;

/**
 * Which meters {@code /metrics} shows: all of ours, of the JVM and of Jetty, and of the hundreds
 * that each Kafka client brings those that tell an operator something. docs/operating.md explains
 * each, and a golden file holds their names.
 */
final class ShownMeters implements MeterFilter {
  private static final List<String> PREFIXES =
      List.of("tidemark.", "jvm.", "process.", "system.", "disk.", "jetty.");

  private static final Set<String> KAFKA =
      Set.of(
          "kafka.producer.record.send.total",
          "kafka.producer.record.error.total",
          "kafka.producer.record.retry.total",
          "kafka.producer.request.latency.avg",
          "kafka.producer.request.latency.max",
          "kafka.producer.record.queue.time.avg",
          "kafka.producer.batch.size.avg",
          "kafka.producer.outgoing.byte.total",
          "kafka.producer.buffer.available.bytes",
          "kafka.producer.failed.authentication.total",
          "kafka.producer.txn.commit.time.ns.total",
          "kafka.consumer.incoming.byte.total",
          "kafka.consumer.failed.authentication.total",
          "kafka.consumer.time.between.poll.max",
          "kafka.consumer.fetch.manager.fetch.latency.avg",
          "kafka.consumer.fetch.manager.fetch.latency.max",
          "kafka.consumer.coordinator.assigned.partitions",
          "kafka.consumer.coordinator.rebalance.total",
          "kafka.consumer.coordinator.failed.rebalance.total",
          "kafka.consumer.coordinator.rebalance.latency.max",
          "kafka.consumer.coordinator.last.rebalance.seconds.ago",
          "kafka.admin.client.failed.authentication.total",
          "kafka.stream.alive.stream.threads",
          "kafka.stream.failed.stream.threads",
          "kafka.stream.thread.commit.latency.avg",
          "kafka.stream.thread.commit.latency.max",
          "kafka.stream.thread.commit.total",
          "kafka.stream.thread.commit.ratio",
          "kafka.stream.thread.process.total",
          "kafka.stream.thread.process.ratio",
          "kafka.stream.thread.poll.ratio",
          "kafka.stream.thread.task.closed.total",
          "kafka.stream.state.updater.active.restoring.tasks",
          "kafka.stream.state.updater.standby.updating.tasks",
          "kafka.stream.state.updater.restore.records.rate");

  @Override
  public MeterFilterReply accept(Meter.Id id) {
    String name = id.getName();
    boolean shown = KAFKA.contains(name) || PREFIXES.stream().anyMatch(name::startsWith);
    return shown ? MeterFilterReply.NEUTRAL : MeterFilterReply.DENY;
  }
}
