package io.tidemark.topology.process;

import io.tidemark.schemas.topic.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a partition's state has counted, when the group's offsets begin before it. Both are
 * committed in one transaction; but brokers forget the offsets of a group that was away for a week
 * ({@code offsets.retention.minutes}), and then the log is read from its beginning, on top of a
 * state that has it already. Where the log ends before what was counted, it is another one, made
 * anew, of which nothing was counted.
 *
 * <p>For the stream thread alone.
 */
final class CountedBefore {
  private static final Logger LOG = LoggerFactory.getLogger(CountedBefore.class);

  private final Map<String, Object> config;
  private final TopicPartition partition;
  private final long countedTo;
  private boolean looked;
  private boolean sameLog;

  /**
   * Of a task's state.
   *
   * @param countedTo all before this offset is in it
   */
  CountedBefore(ProcessorContext<?, ?> context, long countedTo) {
    this.config = context.appConfigs();
    this.partition = new TopicPartition(Topics.EVENTS, context.taskId().partition());
    this.countedTo = countedTo;
  }

  /**
   * Whether a record was counted.
   *
   * @throws StreamsException if Kafka does not tell where the log ends
   */
  boolean has(long offset) {
    if (offset >= countedTo) {
      return false;
    }
    if (!looked) {
      looked = true;
      sameLog = logEnd() >= countedTo;
      LOG.warn(
          sameLog
              ? "{} is read from {}, and counted up to {}: the group's offsets were lost; what was"
                  + " counted is not counted again"
              : "{} is read from {}, and was counted up to {}, where it does not reach: it was made"
                  + " anew, and all of it is counted",
          partition,
          offset,
          countedTo);
    }
    return sameLog;
  }

  private long logEnd() {
    Map<String, Object> settings = new HashMap<>(config);
    settings.keySet().retainAll(AdminClientConfig.configNames());
    try (Admin admin = Admin.create(settings)) {
      return admin
          .listOffsets(Map.of(partition, OffsetSpec.latest()))
          .partitionResult(partition)
          .get()
          .offset();
    } catch (ExecutionException e) {
      throw new StreamsException("the end of " + partition + " is not known", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StreamsException("stopping", e);
    }
  }
}
