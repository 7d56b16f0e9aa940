package io.tidemark.standalone.carry;

import io.tidemark.schemas.topic.Topics;
import io.tidemark.standalone.StartException;
import io.tidemark.standalone.data.Trees;
import io.tidemark.standalone.generation.Generation;
import io.tidemark.standalone.generation.GenerationTopics;
import io.tidemark.topology.process.EventTopology;
import io.tidemark.topology.rollup.RollupLimits;
import io.tidemark.topology.rollup.SeedRows;
import io.tidemark.topology.rollup.UnreadableRowsException;
import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.store.ScratchRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.IntFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a new generation what the log no longer has, out of the changelog of the one that serves,
 * which may go on counting meanwhile: see {@link SeedRows}.
 */
public final class CarryOver {
  private static final Logger LOG = LoggerFactory.getLogger(CarryOver.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

  private final Map<String, Object> kafka;
  private final Generation serving;
  private final LogReach reach;
  private final Admin admin;
  private final List<TopicPartition> changelog = new ArrayList<>();

  private CarryOver(Map<String, Object> kafka, Generation serving, LogReach reach, Admin admin) {
    this.kafka = kafka;
    this.serving = serving;
    this.reach = reach;
    this.admin = admin;
    for (int partition = 0; partition < reach.partitions(); partition++) {
      changelog.add(new TopicPartition(GenerationTopics.rollups(serving), partition));
    }
  }

  /**
   * Finds the rows that a new generation is to begin with.
   *
   * @param kafka client settings
   * @param scratch a folder that is made and deleted
   * @param to takes the rows of a partition, which is asked for once
   * @return up to where the reports of refusals are in the rows, by partition
   */
  public static Map<Integer, Long> rows(
      Map<String, Object> kafka,
      Generation serving,
      LogReach reach,
      RollupLimits limits,
      Path scratch,
      IntFunction<Rows.Batch> to)
      throws StartException, InterruptedException {
    List<ScratchRows> served = new ArrayList<>();
    try (Admin admin = Admin.create(kafka)) {
      Trees.delete(scratch);
      for (int partition = 0; partition < reach.partitions(); partition++) {
        served.add(
            new ScratchRows(Files.createDirectories(scratch.resolve(Integer.toString(partition)))));
      }
      CarryOver carrying = new CarryOver(kafka, serving, reach, admin);
      Map<Integer, Long> refusals = carrying.copy(served);
      List<Long> bounds = carrying.bounds(served);
      for (int partition = 0; partition < served.size(); partition++) {
        SeedRows.write(
            served.get(partition),
            reach.cutMs(),
            reach.beganMs(),
            bounds,
            limits,
            to.apply(partition));
      }
      return refusals;
    } catch (UnreadableRowsException e) {
      throw new StartException(
          e.getMessage()
              + ", and the log no longer has what they counted; remove that site's statistics with"
              + " ./tidemark delete, or restore a backup",
          e);
    } catch (IOException e) {
      throw new StartException("the folder " + scratch + " cannot be used: " + e.getMessage(), e);
    } catch (ExecutionException e) {
      throw new StartException(
          "what the log no longer has cannot be read: "
              + (e.getCause() == null ? e : e.getCause()).getMessage(),
          e);
    } finally {
      served.forEach(ScratchRows::close);
      clean(scratch);
    }
  }

  private static void clean(Path scratch) {
    try {
      Trees.delete(scratch);
    } catch (IOException e) {
      LOG.warn("{} cannot be deleted: {}", scratch, e.getMessage());
    }
  }

  /**
   * Takes the rows of a moment at which no record is on its way home, and no report of refusals is
   * being counted.
   *
   * @return up to where the refusals were counted at that moment
   */
  private Map<Integer, Long> copy(List<ScratchRows> to)
      throws ExecutionException, InterruptedException {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    long start = System.nanoTime();
    try (var consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(changelog);
      consumer.seekToBeginning(changelog);
      while (true) {
        Sides before = Sides.of(admin, serving, reach.partitions());
        drain(consumer, to);
        Sides after = Sides.of(admin, serving, reach.partitions());
        if (before.equals(after) && after.isHome()) {
          return after.refusals();
        }
        if (System.nanoTime() - start > PATIENCE_NANOS) {
          LOG.warn(
              "records keep coming to partitions that are not their site's; some of those that"
                  + " arrive now with event times before the log began may count twice or not");
          return after.refusals();
        }
      }
    }
  }

  /**
   * Up to where each partition of {@code events} is in the rows. A version that did not write that
   * row has counted up to what the group committed, and nothing since.
   */
  private List<Long> bounds(List<ScratchRows> served)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin
            .listConsumerGroupOffsets(serving.applicationId())
            .partitionsToOffsetAndMetadata()
            .get();
    List<Long> bounds = new ArrayList<>();
    for (int partition = 0; partition < served.size(); partition++) {
      long counted = SeedRows.countedTo(served.get(partition));
      OffsetAndMetadata offset = committed.get(new TopicPartition(Topics.EVENTS, partition));
      bounds.add(counted > 0 || offset == null ? counted : offset.offset());
    }
    return bounds;
  }

  private void drain(KafkaConsumer<byte[], byte[]> consumer, List<ScratchRows> to) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(changelog);
    long cutMs = reach.cutMs();
    while (changelog.stream().anyMatch(it -> consumer.position(it) < at(ends, it))) {
      for (ConsumerRecord<byte[], byte[]> change : consumer.poll(POLL)) {
        if (!SeedRows.needs(change.key(), cutMs)) {
          continue;
        }
        Rows.Batch rows = to.get(change.partition());
        if (change.value() == null) {
          rows.delete(change.key());
        } else {
          rows.put(change.key(), change.value());
        }
      }
    }
  }

  private static long at(Map<TopicPartition, Long> offsets, TopicPartition partition) {
    return Objects.requireNonNullElse(offsets.get(partition), 0L);
  }

  /**
   * What is counted besides the records that are at home.
   *
   * @param refusals up to where the reports of refusals are counted
   * @param strays up to where the records that were sent home are counted
   * @param straysEnd where those end
   */
  private record Sides(
      Map<Integer, Long> refusals,
      Map<TopicPartition, Long> strays,
      Map<TopicPartition, Long> straysEnd) {

    static Sides of(Admin admin, Generation generation, int partitions)
        throws ExecutionException, InterruptedException {
      String group = generation.applicationId();
      String rekey = group + "-" + EventTopology.REKEY_TOPIC;
      Map<TopicPartition, OffsetSpec> question = new HashMap<>();
      for (int partition = 0; partition < partitions; partition++) {
        question.put(new TopicPartition(rekey, partition), OffsetSpec.latest());
      }
      Map<TopicPartition, Long> ends = new HashMap<>();
      admin
          .listOffsets(question)
          .all()
          .get()
          .forEach((partition, end) -> ends.put(partition, end.offset()));
      Map<Integer, Long> refusals = new HashMap<>();
      Map<TopicPartition, Long> strays = new HashMap<>();
      admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get()
          .forEach(
              (partition, offset) -> {
                if (offset != null && partition.topic().equals(Topics.REFUSALS)) {
                  refusals.put(partition.partition(), offset.offset());
                } else if (offset != null && partition.topic().equals(rekey)) {
                  strays.put(partition, offset.offset());
                }
              });
      return new Sides(refusals, strays, ends);
    }

    /** Whether all that was sent home is counted. */
    boolean isHome() {
      return straysEnd.entrySet().stream()
          .allMatch(end -> strays.getOrDefault(end.getKey(), 0L) >= end.getValue() - 1);
    }
  }
}
