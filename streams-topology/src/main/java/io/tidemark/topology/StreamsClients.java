package io.tidemark.topology;

import io.tidemark.topology.store.CommittedTransactions;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/**
 * Kafka's clients as Kafka Streams makes them, but for four things. Stream threads poll at a pace
 * ({@link PollPace}). What a poll brought of a partition is handed over as one record. What is
 * committed is told to the stores. And a transaction that the coordinator has ended by itself (it
 * timed out while a broker was away) is told as if another producer had taken over, which it has:
 * the coordinator.
 *
 * <p>For the broker says then that there is no such transaction ({@link InvalidTxnStateException}),
 * which Kafka Streams 4.3.1 does not know: the thread ended, and its standbys' rows, which have
 * nothing to do with it, were removed too. Where several instances had it at once, no copy of a
 * partition was left. Taken for a fence, it costs the thread its active tasks, and nothing else.
 */
public final class StreamsClients extends DefaultKafkaClientSupplier {
  private final CommittedTransactions transactions;

  /**
   * Clients of one Kafka Streams.
   *
   * @param transactions is told by the stream threads, each of its own
   */
  public StreamsClients(CommittedTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new TransactionalProducer(config, transactions);
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new PacedConsumer(config);
  }

  private static final class TransactionalProducer extends KafkaProducer<byte[], byte[]> {
    private final CommittedTransactions transactions;

    TransactionalProducer(Map<String, Object> config, CommittedTransactions transactions) {
      super(config, new ByteArraySerializer(), new ByteArraySerializer());
      this.transactions = transactions;
    }

    @Override
    public void beginTransaction() {
      fenced(super::beginTransaction);
    }

    @Override
    public void sendOffsetsToTransaction(
        Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
      fenced(() -> super.sendOffsetsToTransaction(offsets, group));
    }

    @Override
    public void commitTransaction() {
      fenced(super::commitTransaction);
      transactions.oneMore();
    }

    @Override
    public void abortTransaction() {
      fenced(super::abortTransaction);
    }

    private static void fenced(Runnable step) {
      try {
        step.run();
      } catch (KafkaException e) {
        if (e instanceof InvalidTxnStateException
            || e.getCause() instanceof InvalidTxnStateException) {
          ProducerFencedException fenced =
              new ProducerFencedException("the transaction was ended by its coordinator");
          fenced.initCause(e);
          throw fenced;
        }
        throw e;
      }
    }
  }
}
