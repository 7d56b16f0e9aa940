package io.tidemark.topology.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.schemas.event.Refusal;
import io.tidemark.schemas.topic.DlqHeaders;
import io.tidemark.schemas.topic.Topics;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Makes the record of {@code events-dlq}: the original key and value, and in headers why it is
 * there and where it was.
 */
final class DeadLetter {
  private DeadLetter() {}

  static Record<byte[], Object> of(ConsumerRecord<byte[], byte[]> original, Refusal refusal) {
    byte @Nullable [] value = original.value();
    Headers headers = new RecordHeaders();
    add(headers, DlqHeaders.REASON, refusal.code().code());
    add(headers, DlqHeaders.MESSAGE, refusal.message());
    add(headers, DlqHeaders.FIELD, refusal.field());
    add(headers, DlqHeaders.ARRIVAL, Long.toString(original.timestamp()));
    add(headers, DlqHeaders.TOPIC, original.topic());
    add(headers, DlqHeaders.PARTITION, Integer.toString(original.partition()));
    add(headers, DlqHeaders.OFFSET, Long.toString(original.offset()));
    if (value != null && value.length > Topics.DLQ_MAX_VALUE_BYTES) {
      add(headers, DlqHeaders.ORIGINAL_SIZE, Integer.toString(value.length));
      value = Arrays.copyOf(value, Topics.DLQ_MAX_VALUE_BYTES);
    }
    return new Record<byte[], Object>(original.key(), value, original.timestamp(), headers);
  }

  private static void add(Headers headers, String name, @Nullable String value) {
    if (value != null) {
      headers.add(name, value.getBytes(UTF_8));
    }
  }
}
