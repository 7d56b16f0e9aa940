package io.tidemark.standalone.rebuild;

import io.tidemark.standalone.StartException;
import io.tidemark.standalone.carry.CarryOver;
import io.tidemark.standalone.carry.LogReach;
import io.tidemark.standalone.carry.Seed;
import io.tidemark.standalone.generation.Generation;
import io.tidemark.standalone.generation.GenerationTopics;
import io.tidemark.standalone.generation.Generations;
import io.tidemark.standalone.generation.StateFolders;
import io.tidemark.standalone.tool.KafkaProblem;
import io.tidemark.standalone.tool.Progress;
import io.tidemark.standalone.tool.Terminal;
import io.tidemark.topology.StatisticsEngine;
import io.tidemark.topology.TopologyConfig;
import io.tidemark.topology.rollup.RollupLimits;
import io.tidemark.topology.view.Endpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Counts the log again, step by step. Whatever ends it before {@link #serve} leaves all as it was.
 */
final class Rebuild {
  /** Longer than the group waits for a process that died. */
  private static final Duration DEAD_MEMBER = Duration.ofSeconds(12);

  private static final Duration FRESH = Duration.ofSeconds(3);
  private static final long POLL_MS = 100;
  private static final String NOTHING_CHANGED = "; nothing was changed";

  private final Map<String, Object> kafka;
  private final Path state;
  private final Function<Endpoint, TopologyConfig> config;
  private final Clock clock;
  private final RebuildReport report;

  /**
   * A rebuild.
   *
   * @param kafka client settings
   * @param state folder for the stores
   * @param config makes the topology's settings of where it can be asked
   */
  Rebuild(
      Map<String, Object> kafka,
      Path state,
      Function<Endpoint, TopologyConfig> config,
      Clock clock,
      RebuildReport report) {
    this.kafka = kafka;
    this.state = state;
    this.config = config;
    this.clock = clock;
    this.report = report;
  }

  /** Chooses the next generation, after what a rebuild that did not end left behind is deleted. */
  Generation begin(Generation serving) throws StartException, InterruptedException {
    try (Admin admin = Admin.create(kafka)) {
      Generations recorded = Generations.read(kafka, serving.name());
      Generation left = recorded.counted();
      int last = Math.max(serving.number(), left == null ? 0 : left.number());
      for (int number : GenerationTopics.existing(admin, serving.name())) {
        last = Math.max(last, number);
        if (number > serving.number()) {
          deleteLeftOver(admin, serving.withNumber(number));
        }
      }
      if (left != null && left.number() > serving.number()) {
        deleteLeftOver(admin, left);
      }
      refuseShortLog(admin, serving);
      Generation next = serving.withNumber(last + 1);
      Generations.counting(kafka, next);
      return next;
    } catch (ExecutionException e) {
      throw failed("Kafka refused to begin a generation", e);
    }
  }

  private void deleteLeftOver(Admin admin, Generation left)
      throws StartException, ExecutionException, InterruptedException {
    long start = System.nanoTime();
    while (!GenerationTopics.delete(admin, left)) {
      if (System.nanoTime() - start > DEAD_MEMBER.toNanos()) {
        throw new StartException(
            "another rebuild is counting the generation "
                + left
                + "; wait until it is done, or stop it");
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MS);
    }
    StateFolders.delete(state, left);
  }

  /** A log that was made anew under statistics has less than they were counted from. */
  private void refuseShortLog(Admin admin, Generation serving)
      throws StartException, ExecutionException, InterruptedException {
    Map<TopicPartition, Long> ends = LogReach.of(kafka, clock).ends();
    Map<TopicPartition, OffsetAndMetadata> counted =
        admin
            .listConsumerGroupOffsets(serving.applicationId())
            .partitionsToOffsetAndMetadata()
            .get();
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      OffsetAndMetadata at = counted.get(end.getKey());
      if (at != null && at.offset() > end.getValue()) {
        throw new StartException(
            end.getKey()
                + " ends at "
                + end.getValue()
                + " and was counted to "
                + at.offset()
                + ", so the log is not the one that the statistics were counted from; expected a log"
                + " that has all since it began");
      }
    }
  }

  /** Starts the generation that serves, for nobody else does. */
  Candidate served(Generation serving) throws StartException, InterruptedException {
    LogReach log = LogReach.of(kafka, clock);
    Candidate served = Candidate.start(serving, true, config, log, kafka, clock);
    try {
      while (!isCaughtUp(served.engine()) && !served.engine().hasStopped()) {
        TimeUnit.MILLISECONDS.sleep(POLL_MS);
      }
      return served;
    } catch (InterruptedException e) {
      served.close();
      throw e;
    }
  }

  /** Counts until the new generation is as far as the log, and gives back what runs. */
  Candidate count(Generation serving, Generation next) throws StartException, InterruptedException {
    LogReach reach = LogReach.of(kafka, clock);
    if (!reach.isWhole() && hasBeenCounted(serving)) {
      report.carried(reach);
      carryOver(serving, next, reach);
    }
    Candidate candidate = Candidate.start(next, false, config, reach, kafka, clock);
    try {
      long start = System.nanoTime();
      awaitCaughtUp(candidate.engine(), reach.records());
      report.counted(reach.records(), System.nanoTime() - start);
      return candidate;
    } catch (StartException | InterruptedException | RuntimeException e) {
      candidate.close();
      throw e;
    }
  }

  private boolean hasBeenCounted(Generation generation)
      throws StartException, InterruptedException {
    try (Admin admin = Admin.create(kafka)) {
      return GenerationTopics.existing(admin, generation.name()).contains(generation.number());
    } catch (ExecutionException e) {
      throw failed("Kafka does not tell its topics", e);
    }
  }

  private void carryOver(Generation serving, Generation next, LogReach reach)
      throws StartException, InterruptedException {
    RollupLimits limits = RollupLimits.of(config.apply(new Endpoint("127.0.0.1", 1)));
    Path scratch = state.resolve("rebuild-scratch");
    try (Seed seed = Seed.of(kafka, next, serving)) {
      seed.complete(CarryOver.rows(kafka, serving, reach, limits, scratch, seed::partition));
    } catch (ExecutionException e) {
      throw failed("what the log no longer has cannot be carried over", e);
    }
  }

  private void awaitCaughtUp(StatisticsEngine engine, long records)
      throws StartException, InterruptedException {
    try (Progress progress = Terminal.progress("rebuild", 0)) {
      while (!isCaughtUp(engine)) {
        if (engine.hasStopped()) {
          throw new StartException("counting stopped, the log says why" + NOTHING_CHANGED);
        }
        long done = Math.max(0, records - engine.backlog().orElse(records));
        progress.show(done, records == 0 ? 0 : (double) done / records);
        TimeUnit.MILLISECONDS.sleep(POLL_MS);
      }
      progress.show(records, 1);
    }
  }

  private boolean isCaughtUp(StatisticsEngine engine) {
    return engine.ready() && Duration.between(engine.asOf(), clock.instant()).compareTo(FRESH) < 0;
  }

  /**
   * Compares what is served with what was counted.
   *
   * @return whether there is a difference; false also where nothing serves that could be asked
   */
  boolean compare(@Nullable URI served, URI counted) throws StartException, InterruptedException {
    if (served == null) {
      report.notCompared("nothing answers questions");
      return false;
    }
    Figures before = new Figures(served);
    try {
      before.asOf();
    } catch (IOException e) {
      report.notCompared(served + " does not answer");
      return false;
    }
    try {
      Comparison.Result result = new Comparison(before, new Figures(counted)).run(report::compared);
      report.differences(result);
      return !result.differences().isEmpty();
    } catch (IOException e) {
      throw new StartException("the comparison failed: " + e.getMessage() + NOTHING_CHANGED, e);
    }
  }

  /** Records that the new generation serves. What counts it here must be closed. */
  void serve(Generation next) throws StartException, InterruptedException {
    try {
      Generations.serve(kafka, next);
      Generations.countingNone(kafka, next.name());
    } catch (ExecutionException e) {
      throw failed("Kafka did not take the record that " + next + " serves", e);
    }
  }

  /** Deletes what was counted. */
  void discard(Generation next) throws StartException, InterruptedException {
    try (Admin admin = Admin.create(kafka)) {
      deleteLeftOver(admin, next);
      Generations.countingNone(kafka, next.name());
    } catch (ExecutionException e) {
      throw failed("Kafka refused to delete the generation " + next, e);
    }
  }

  /**
   * Waits until the servers have changed and the generation before is deleted.
   *
   * @return false: not within that time
   */
  boolean awaitChange(Generation before, Generation next, Duration longest)
      throws StartException, InterruptedException {
    long start = System.nanoTime();
    try (Admin admin = Admin.create(kafka)) {
      while (System.nanoTime() - start < longest.toNanos()) {
        if (!GenerationTopics.isCounted(admin, before)) {
          GenerationTopics.deleteOlder(kafka, next);
          if (!GenerationTopics.existing(admin, next.name()).contains(before.number())) {
            return true;
          }
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MS);
      }
      return false;
    } catch (ExecutionException e) {
      throw failed("Kafka does not tell who counts the generation " + before, e);
    }
  }

  private static StartException failed(String what, ExecutionException e) {
    return new StartException(what + ": " + KafkaProblem.reason(e), e);
  }
}
