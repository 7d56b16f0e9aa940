package io.tidemark.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.topology.StreamsClients;
import io.tidemark.topology.store.CommittedTransactions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What stream threads hear of their transactions, from a real broker. */
@Timeout(120)
class StreamsClientsIT {
  private static final String TOPIC = "rows";
  private static final String ID = "thread";

  @TempDir Path folder;

  private final CommittedTransactions transactions = new CommittedTransactions();

  @Test
  void transaction_thatTimedOut_isTakenForAFence_andNotCountedAsCommitted() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfig.local(folder));
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
      try (Producer<byte[], byte[]> producer = producer(broker)) {
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(TOPIC, new byte[1])).get();
        producer.commitTransaction();
        assertThat(transactions.count()).isEqualTo(1);

        producer.beginTransaction();
        producer.send(new ProducerRecord<>(TOPIC, new byte[1])).get();
        while (state(admin) != TransactionState.COMPLETE_ABORT) {
          TimeUnit.MILLISECONDS.sleep(20);
        }

        assertThatThrownBy(producer::commitTransaction)
            .isInstanceOf(ProducerFencedException.class)
            .hasRootCauseInstanceOf(InvalidTxnStateException.class);
        assertThat(transactions.count()).isEqualTo(1);
        assertThatThrownBy(producer::beginTransaction)
            .isInstanceOfAny(ProducerFencedException.class, InvalidProducerEpochException.class);
      }
    }
  }

  private Producer<byte[], byte[]> producer(EmbeddedBroker broker) {
    return new StreamsClients(transactions)
        .getProducer(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                broker.bootstrap(),
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                ID,
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                500));
  }

  private static TransactionState state(Admin admin) throws Exception {
    return admin.describeTransactions(List.of(ID)).all().get().get(ID).state();
  }
}
