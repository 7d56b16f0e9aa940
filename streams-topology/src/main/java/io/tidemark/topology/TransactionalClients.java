package io.tidemark.topology;

import io.tidemark.topology.store.CommittedTransactions;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/**
 * Kafka's clients as Kafka Streams makes them, but that what is committed is told to the stores.
 */
public final class TransactionalClients extends DefaultKafkaClientSupplier {
  private final CommittedTransactions transactions;

  /**
   * Clients of one Kafka Streams.
   *
   * @param transactions is told by the stream threads, each of its own
   */
  public TransactionalClients(CommittedTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()) {
      @Override
      public void commitTransaction() {
        super.commitTransaction();
        transactions.oneMore();
      }
    };
  }
}
