package io.tidemark.standalone.dlq;

import io.tidemark.schemas.topic.DlqHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record that was no valid event.
 *
 * @param at where it is on the dead-letter topic
 * @param arrival when the original arrived
 * @param reason stable code; {@code unknown} if the record has none
 * @param field the field at fault; null when it is about the whole
 * @param topic where the original is; null if the record does not say
 * @param original its place there; null if the record does not say
 * @param originalSize bytes of the original value; more than {@code value} has if it was cut
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and only read
record DlqRecord(
    Place at,
    Instant arrival,
    String reason,
    String message,
    @Nullable String field,
    @Nullable String topic,
    @Nullable Place original,
    byte @Nullable [] key,
    byte @Nullable [] value,
    long originalSize) {

  /** Reads the headers; whatever is missing or malformed there is left out. */
  static DlqRecord of(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    long size = number(record, DlqHeaders.ORIGINAL_SIZE).orElse(value == null ? 0L : value.length);
    Optional<Long> partition = number(record, DlqHeaders.PARTITION);
    Optional<Long> offset = number(record, DlqHeaders.OFFSET);
    Place original =
        partition.isPresent() && offset.isPresent()
            ? new Place(partition.get().intValue(), offset.get())
            : null;
    return new DlqRecord(
        new Place(record.partition(), record.offset()),
        Instant.ofEpochMilli(number(record, DlqHeaders.ARRIVAL).orElse(record.timestamp())),
        text(record, DlqHeaders.REASON).orElse("unknown"),
        text(record, DlqHeaders.MESSAGE).orElse(""),
        text(record, DlqHeaders.FIELD).orElse(null),
        text(record, DlqHeaders.TOPIC).orElse(null),
        original,
        record.key(),
        value,
        size);
  }

  /** Whether the value is only the beginning of the original. */
  boolean isCut() {
    return originalSize > (value == null ? 0 : value.length);
  }

  private static Optional<String> text(ConsumerRecord<?, ?> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
  }

  private static Optional<Long> number(ConsumerRecord<?, ?> record, String name) {
    return text(record, name).filter(text -> text.matches("[0-9]{1,18}")).map(Long::parseLong);
  }
}
