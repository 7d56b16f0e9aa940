package io.tidemark.benchmarks.system;

import io.tidemark.schemas.topic.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Asks how far a consumer group has committed the topic {@code events}. */
public final class Committed implements AutoCloseable {
  private final Admin admin;
  private final int partitions;

  public Committed(Map<String, Object> kafka, int partitions) {
    this.admin = Admin.create(kafka);
    this.partitions = partitions;
  }

  /** Records that a group has not committed. */
  public long missing(String group) throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> question =
        IntStream.range(0, partitions)
            .mapToObj(p -> new TopicPartition(Topics.EVENTS, p))
            .collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    admin.listOffsets(question).all().get().forEach((p, end) -> ends.put(p, end.offset()));
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    return ends.entrySet().stream()
        .mapToLong(
            end -> {
              OffsetAndMetadata offset = committed.get(end.getKey());
              return end.getValue() - (offset == null ? 0 : offset.offset());
            })
        .sum();
  }

  @Override
  public void close() {
    admin.close();
  }
}
