package io.tidemark.benchmarks.reference;

import io.tidemark.schemas.topic.Topics;
import io.tidemark.schemas.users.UserSketch;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KGroupedStream;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Three aggregates by day as the DSL's documentation would have them: views and users (a
 * HyperLogLog) of each site, and views of each path, whose other key takes a repartition topic.
 */
final class DslTopology {
  static final String VIEWS = "views";
  static final String USERS = "users";
  static final String PATHS = "paths";

  private static final TimeWindows DAYS =
      TimeWindows.ofSizeAndGrace(Duration.ofDays(1), Duration.ofDays(2));
  private static final Duration RETENTION = Duration.ofDays(5);

  private final LongAdder read = new LongAdder();
  private final LongAdder rekeyed = new LongAdder();

  /** Events read so far. */
  long read() {
    return read.sum();
  }

  /** Records that came through the repartition topic so far. */
  long rekeyed() {
    return rekeyed.sum();
  }

  Topology build() {
    Serde<PageView> json = PageView.serde();
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, PageView> events =
        builder.stream(
            Topics.EVENTS,
            Consumed.with(Serdes.String(), json)
                .withName("events")
                .withTimestampExtractor((record, before) -> timeOf((PageView) record.value())));
    KGroupedStream<String, PageView> bySite =
        events.groupByKey(Grouped.with("by-site", Serdes.String(), json));
    bySite
        .windowedBy(DAYS)
        .count(
            Materialized.<String, Long, WindowStore<Bytes, byte[]>>as(VIEWS)
                .withRetention(RETENTION));
    bySite
        .windowedBy(DAYS)
        .aggregate(
            UserSketch::new,
            DslTopology::add,
            Materialized.<String, UserSketch, WindowStore<Bytes, byte[]>>as(USERS)
                .withValueSerde(sketches())
                .withRetention(RETENTION));
    events
        .map((site, view) -> KeyValue.pair(site + " " + view.path(), ""))
        .groupByKey(Grouped.with("by-path", Serdes.String(), counted()))
        .windowedBy(DAYS)
        .count(
            Materialized.<String, Long, WindowStore<Bytes, byte[]>>as(PATHS)
                .withRetention(RETENTION));
    return builder.build();
  }

  private long timeOf(PageView view) {
    read.increment();
    return view.timestampMs();
  }

  private static UserSketch add(String site, PageView view, UserSketch users) {
    users.add(UserSketch.hash(view.userId()));
    return users;
  }

  private static Serde<UserSketch> sketches() {
    return Serdes.serdeFrom(
        (topic, users) -> users.toBytes(), (topic, bytes) -> UserSketch.fromBytes(bytes));
  }

  /** The empty text, counted when it is read. */
  private Serde<String> counted() {
    return Serdes.serdeFrom(
        (topic, nothing) -> new byte[0],
        (topic, nothing) -> {
          rekeyed.increment();
          return "";
        });
  }
}
