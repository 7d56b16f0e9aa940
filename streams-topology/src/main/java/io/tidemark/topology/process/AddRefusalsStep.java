package io.tidemark.topology.process;

import io.tidemark.schemas.quality.RefusalReport;
import io.tidemark.topology.store.RollupStore;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Adds what gateways refused to the sites' quality. What is not a report is passed over. */
final class AddRefusalsStep extends ContextualProcessor<byte[], byte[], Void, Void> {

  @Override
  public void process(Record<byte[], byte[]> given) {
    PolledRecords.of(given, context()).forEach(this::add);
  }

  private void add(ConsumerRecord<byte[], byte[]> report) {
    if (report.key() == null) {
      return;
    }
    String siteId = new String(report.key(), StandardCharsets.UTF_8);
    RollupStore store = context().getStateStore(RollupStore.NAME);
    RefusalReport.read(report.value())
        .ifPresent(
            read -> store.rollups().refused(siteId, read.countByReason(), report.timestamp()));
  }
}
