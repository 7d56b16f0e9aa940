package io.tidemark.topology.store;

import java.io.File;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.CommitCallback;
import org.apache.kafka.streams.processor.StateRestoreCallback;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * A context by which Kafka Streams' RocksDB store opens a database that was not closed in order: as
 * it does wherever rows may be restored upon such.
 */
record LenientContext(StateStoreContext strict) implements StateStoreContext {
  @Override
  public Map<String, Object> appConfigs() {
    Map<String, Object> configs = new HashMap<>(strict.appConfigs());
    configs.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    return configs;
  }

  @Override
  public String applicationId() {
    return strict.applicationId();
  }

  @Override
  public TaskId taskId() {
    return strict.taskId();
  }

  @Override
  public Optional<RecordMetadata> recordMetadata() {
    return strict.recordMetadata();
  }

  @Override
  public Serde<?> keySerde() {
    return strict.keySerde();
  }

  @Override
  public Serde<?> valueSerde() {
    return strict.valueSerde();
  }

  @Override
  public File stateDir() {
    return strict.stateDir();
  }

  @Override
  public StreamsMetrics metrics() {
    return strict.metrics();
  }

  @Override
  public void register(StateStore store, StateRestoreCallback restore) {
    strict.register(store, restore);
  }

  @Override
  public void register(StateStore store, StateRestoreCallback restore, CommitCallback commit) {
    strict.register(store, restore, commit);
  }

  @Override
  public Map<String, Object> appConfigsWithPrefix(String prefix) {
    return strict.appConfigsWithPrefix(prefix);
  }
}
